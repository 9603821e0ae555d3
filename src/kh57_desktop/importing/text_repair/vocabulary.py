"""Frequent words of the genre, which decide between two readings of damaged text.

`phrases` counts how often a syllable occurs in the list below (its frequency, roughly) and which syllables follow one
another. `bare` are the syllables without an initial that stand alone as a word: a fragment such as "ển" or "ông" torn
off a word also begins with a vowel, so this list has to be complete.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

_FUNCTION_WORDS = """
và của các có là được cho trong với về đến từ theo để trên tại một những này khi đã sẽ đang phải cần không bằng như
vào ra lên xuống qua nhất do bởi vì nếu thì mà hoặc hay cũng đều chỉ mỗi mọi từng giữa sau trước dưới ngoài đối nhằm
số năm xã tỉnh việc người nước đạt phần mức trở còn rất hơn so mới cùng gồm ít nhiều lại đó nay đây đủ ngay vẫn luôn
nên bị mang gắn giao nêu kỳ quá kể ở ý tế
"""

_PHRASES = """
khoa học công nghệ; đổi mới sáng tạo; chuyển đổi số; quốc gia; nghị quyết số; kế hoạch hành động;
chương trình hành động; ủy ban nhân dân; uỷ ban nhân dân; hội đồng nhân dân; ban thường vụ; đảng ủy; đảng uỷ;
tỉnh ủy; tỉnh uỷ; huyện ủy; ban chấp hành; đảng bộ; chi bộ; chi ủy; cấp ủy; cấp uỷ; đảng viên; bí thư;
phó bí thư; chủ tịch; phó chủ tịch; bộ chính trị; trung ương; chính phủ; thủ tướng chính phủ; quốc hội;
nhà nước; chính quyền; hệ thống chính trị; ban chỉ đạo; tổ giúp việc; tổ công nghệ số cộng đồng;
mặt trận tổ quốc; tổ chức chính trị xã hội; đoàn thanh niên; hội nông dân; hội cựu chiến binh;
hội liên hiệp phụ nữ; liên đoàn lao động; công an xã; quân sự; trạm y tế; phòng văn hóa xã hội; phòng văn hoá;
phòng kinh tế; văn phòng; trung tâm phục vụ hành chính công; trường học; thủ tục hành chính;
cải cách hành chính; dịch vụ công trực tuyến; một cửa; một cửa điện tử; hồ sơ điện tử; chữ ký số;
chính quyền điện tử; chính quyền số; kinh tế số; xã hội số; công dân số; hạ tầng số; nền tảng số; dữ liệu số;
kỹ năng số; cơ sở dữ liệu; dữ liệu mở; kết nối liên thông; chia sẻ dữ liệu; dữ liệu dân cư; định danh điện tử;
an toàn thông tin; an ninh mạng; bảo mật; bảo vệ dữ liệu cá nhân; hạ tầng kỹ thuật; công nghệ thông tin;
trí tuệ nhân tạo; điện toán đám mây; công nghệ cao; công nghệ sinh học; công nghệ mới; công nghệ chiến lược;
internet vạn vật; chuỗi khối; tự động hóa; thương mại điện tử; thanh toán không dùng tiền mặt;
tài khoản thanh toán; ví điện tử; sàn thương mại; truy xuất nguồn gốc; nông nghiệp; nông thôn mới; nông dân;
nông sản; nông thôn; lâm nghiệp; thủy sản; chăn nuôi; trồng trọt; cây trồng; vật nuôi; giống cây; giống mới;
sản phẩm chủ lực; sản phẩm đặc trưng; nhãn hiệu; chỉ dẫn địa lý; sở hữu trí tuệ; sáng kiến cải tiến;
giải pháp kỹ thuật; đề tài nghiên cứu; nghiên cứu khoa học; ứng dụng tiến bộ; nhiệm vụ khoa học;
chuyển giao công nghệ; mô hình sản xuất; kinh tế tập thể; hợp tác xã; hộ kinh doanh; doanh nghiệp;
doanh nghiệp nhỏ và vừa; khởi nghiệp; khởi nghiệp sáng tạo; hệ sinh thái; doanh nhân; nhà khoa học; chuyên gia;
đội ngũ cán bộ; cán bộ công chức; viên chức; người lao động; nguồn nhân lực; chất lượng cao; nhân lực số;
đào tạo bồi dưỡng; tập huấn; bồi dưỡng kiến thức; nâng cao nhận thức; nâng cao năng lực; nâng cao hiệu quả;
nâng cao chất lượng; đột phá phát triển; đột phá tư duy; mục đích yêu cầu; mục tiêu cụ thể; mục tiêu tổng quát;
mục tiêu chung; chỉ tiêu chủ yếu; nhiệm vụ giải pháp; nhiệm vụ; giải pháp chủ yếu; tổ chức thực hiện;
triển khai thực hiện; quá trình thực hiện; tham mưu; tham mưu ban hành; hướng dẫn; kiểm tra giám sát; đôn đốc;
theo dõi; tổng hợp báo cáo; báo cáo kết quả; định kỳ báo cáo; sơ kết; tổng kết; đánh giá; rà soát;
rà soát bổ sung; sửa đổi bổ sung; cập nhật; hoàn thiện; hoàn thành; xây dựng; xây dựng kế hoạch; phê duyệt;
phối hợp; phối hợp chặt chẽ; chủ trì phối hợp; cơ quan chủ trì; cơ quan đơn vị; đơn vị chủ trì;
đơn vị phối hợp; liên quan; các ban ngành đoàn thể; ngành; thủ trưởng; người đứng đầu; trách nhiệm;
chịu trách nhiệm; chức năng nhiệm vụ; thẩm quyền; thời gian; thời gian hoàn thành; thời hạn; tiến độ; lộ trình;
giai đoạn; hằng năm; hàng năm; thường xuyên; hằng quý; quý; tháng; ngày; tuần; trước ngày; đầu năm; cuối năm;
sáu tháng; nhiệm kỳ; nhiệm kỳ qua; thời kỳ; thời gian qua; kinh phí thực hiện; nguồn kinh phí;
ngân sách nhà nước; ngân sách xã; nguồn vốn; bố trí kinh phí; dự toán; lồng ghép; xã hội hóa; xã hội hoá;
huy động nguồn lực; đầu tư; đầu tư công; hỗ trợ; khuyến khích; thu hút; ưu tiên; cơ chế chính sách;
tuyên truyền; tuyên truyền vận động; phổ biến; quán triệt; học tập; truyền thông; thông tin;
cổng thông tin điện tử; trang thông tin; mạng xã hội; hệ thống truyền thanh; loa truyền thanh; hội nghị;
hội thảo; tọa đàm; cuộc thi; phong trào; bình dân học vụ số; phong trào thi đua; khen thưởng; biểu dương;
nhân rộng; điển hình; mô hình; thí điểm; gương mẫu; lãnh đạo chỉ đạo; sự lãnh đạo; sự lãnh đạo của đảng;
vai trò; vai trò của; tăng cường; đẩy mạnh; thúc đẩy; phát huy; chủ động; tích cực; quyết liệt; đồng bộ;
thống nhất; toàn diện; hiệu quả; kịp thời; thiết thực; phù hợp; chặt chẽ; cụ thể; rõ ràng; rõ người; rõ việc;
rõ trách nhiệm; rõ thẩm quyền; rõ kết quả; rõ thời gian; minh bạch; công khai; dân chủ; đời sống;
đời sống vật chất; đời sống của nhân dân; nhân dân; người dân; người dân và doanh nghiệp; cộng đồng;
khu dân cư; tổ dân phố; thôn; thôn bản; khu phố; trưởng thôn; hộ gia đình; hộ nghèo; vùng sâu; vùng xa;
dân tộc thiểu số; miền núi; quốc phòng an ninh; trật tự an toàn xã hội; giữ vững; ổn định;
phát triển kinh tế xã hội; tăng trưởng; bền vững; phát triển nhanh; phát triển mạnh mẽ; môi trường;
bảo vệ môi trường; biến đổi khí hậu; tài nguyên; đất đai; quy hoạch; giáo dục đào tạo; giáo dục; y tế;
sức khỏe; khám chữa bệnh; bệnh viện; hồ sơ sức khỏe; bảo hiểm xã hội; bảo hiểm y tế; văn hóa; văn hoá;
thể thao; du lịch; di sản; di tích; lễ hội; bản sắc; truyền thống; đặc sản; làng nghề; thư viện; giao thông;
thủy lợi; điện; năng lượng; viễn thông; băng rộng; cáp quang; mạng di động; phủ sóng; vùng lõm; điểm phát sóng;
trạm phát sóng; thiết bị; máy tính; điện thoại thông minh; máy móc; trang thiết bị; phần mềm;
phòng họp trực tuyến; quản lý văn bản; văn bản điều hành; văn bản chỉ đạo; văn bản hướng dẫn; quản lý nhà nước;
điều hành; chỉ đạo điều hành; quản lý; vận hành; khai thác; sử dụng; khai thác sử dụng; số hóa; số hoá;
số hóa hồ sơ; lưu trữ; kho lưu trữ; tài liệu; tỷ lệ; tỉ lệ; tỷ lệ hài lòng; mức độ hài lòng; chỉ số; xếp hạng;
tối thiểu; ít nhất; trở lên; đạt được; đạt tỷ lệ; tổng sản phẩm; giá trị gia tăng; năng suất lao động;
năng suất; chất lượng; sức cạnh tranh; năng lực cạnh tranh; nguồn lực; động lực; động lực chính; trung tâm;
chủ thể; then chốt; trọng tâm; trọng điểm; nền tảng; quan trọng hàng đầu; lực lượng sản xuất;
phương thức sản xuất; quan hệ sản xuất; phương thức quản trị; quản trị; hiện đại; hiện đại hóa;
công nghiệp hóa; công nghiệp; dịch vụ; thương mại; xuất khẩu; thị trường; tiêu thụ; liên kết; chuỗi giá trị;
hội nhập; hợp tác quốc tế; kỷ nguyên mới; vươn mình; cách mạng; cuộc cách mạng công nghiệp; tụt hậu; nguy cơ;
thách thức; cơ hội; thuận lợi; khó khăn; khó khăn vướng mắc; tồn tại hạn chế; hạn chế; nguyên nhân; kiến nghị;
đề xuất; giải quyết; tháo gỡ; vướng mắc; rào cản; điểm nghẽn; bất cập; thủ tục; quy định;
quy định của pháp luật; pháp luật; luật; nghị định; thông tư; chỉ thị; kết luận; quyết định; ban hành;
công văn; hướng dẫn; tờ trình; báo cáo; phụ lục; danh mục; biểu mẫu; đề án; dự án; công trình; hạng mục;
nội dung; nội dung chủ yếu; căn cứ; căn cứ nghị quyết; thực hiện nghị quyết; tiếp tục; tiếp tục đẩy mạnh;
tiếp nhận; xử lý; xử lý nghiêm; vi phạm; phản ánh kiến nghị; trả lời; trả kết quả; giải quyết hồ sơ; nơi nhận;
trên đây là; lưu văn phòng; thay mặt; ký tên; số lượng; kết quả thực hiện; kết quả; thành lập; kiện toàn;
phân công; phân công nhiệm vụ; giao nhiệm vụ; tạo điều kiện; tạo sự chuyển biến; tạo môi trường; tạo ra;
bảo đảm; đảm bảo; đáp ứng yêu cầu; đáp ứng; phục vụ; phục vụ nhân dân; hài lòng; tinh thần; ý thức; ý nghĩa;
tư duy; tư duy đổi mới; quyết tâm chính trị; nhận thức; hành động; khát vọng; thi đua; trí thức; trí tuệ;
thế hệ; thanh niên; học sinh; sinh viên; giáo viên; nhà trường; gia đình; phụ nữ; người cao tuổi;
người yếu thế; kỹ năng; kiến thức; trình độ; năng lực; bằng cấp; tuyển dụng; thu hút nhân tài; nhân tài;
chế độ; chính sách; đãi ngộ; tiền lương; phụ cấp; tổ chức bộ máy; tinh gọn; sắp xếp; đơn vị hành chính;
địa bàn; địa phương; trên địa bàn xã; toàn xã; toàn tỉnh; cả nước; khu vực; quốc tế; thế giới; đồng chí; ông;
bà; trưởng ban; phó trưởng ban; thành viên; ủy viên; uỷ viên; tổ trưởng; tổ phó; trưởng phòng; công chức;
chuyên môn; chuyên trách; kiêm nhiệm; chuyên viên; cán bộ; phòng ban; bộ phận; bưu điện; ngân hàng; kho bạc;
điện lực; thuế; hộ tịch; đất đai; tư pháp; nội vụ; tài chính; kế toán; thanh tra; kiểm toán; tòa án;
viện kiểm sát; biên phòng; cấp xã; cấp tỉnh; cấp huyện; các cấp; các ngành; các xã; các thôn; các đơn vị;
các tổ chức; các cơ quan; các chỉ tiêu; các nhiệm vụ; các nội dung; các giải pháp; các chi bộ; các lĩnh vực;
các hoạt động; các hình thức; các dịch vụ; lĩnh vực; hoạt động; hình thức; phương thức; phương pháp; phương án;
phương châm; quan điểm; nguyên tắc; tiêu chí; yêu cầu; nhu cầu; tiềm năng; lợi thế; thế mạnh; thực trạng;
tình hình; thực tiễn; thực tế; bám sát; cụ thể hóa; xác định; lựa chọn; chú trọng; quan tâm; tập trung;
khẩn trương; nghiêm túc; đầy đủ; thông suốt; liên tục; an toàn; bước đầu; từng bước; cơ bản; một số; một trong;
nhiều; đa dạng; phong phú; rộng rãi; sâu rộng; sâu sắc; mạnh mẽ; góp phần; nhằm; giúp; cung cấp; tiếp cận;
tham gia; đóng góp; thụ hưởng; chia sẻ; trao đổi; kinh nghiệm; học hỏi; phát hiện; phòng ngừa; ngăn chặn;
ứng phó; sự cố; rủi ro; kiểm soát; giám sát; phản biện; tố cáo; khiếu nại; tiếp công dân; tháng tư; thứ hai;
thứ ba; thứ tư; thứ sáu; chủ nhật; buổi sáng; buổi chiều; giờ; phút; lần; lượt người; lượt; cuộc; lớp; tỷ đồng;
triệu đồng; nghìn đồng; diện tích; sản lượng; quy mô; mật độ; dân số; nhân khẩu; hộ; người; đầu người;
thu nhập; bình quân; thu nhập bình quân; giảm nghèo; việc làm; nhà ở; nước sạch; rác thải; vệ sinh; thực phẩm;
an sinh xã hội; giá trị; giá cả; mua sắm; thuê; thuê dịch vụ; đấu thầu; hợp đồng; nghiệm thu; bàn giao;
thanh lý; bảo trì; nâng cấp; sửa chữa; lắp đặt; trang bị; bảo dưỡng; camera giám sát; loa thông minh;
wifi công cộng; điểm truy cập; tốc độ; đường truyền; ứng dụng; ứng dụng công nghệ; ứng dụng di động; cài đặt;
kích hoạt; đăng ký; đăng nhập; tài khoản; mật khẩu; xác thực; nộp hồ sơ; trực tuyến; trực tiếp; toàn trình;
một phần; phi địa giới; biên lai; chứng thực; bản sao; khai sinh; cư trú
"""

_BARE = """
a à á ả ạ ác ách ai ái ải am ám ảm an án ang áng anh ánh ảnh ao ào áo ảo áp át ay áy ắc ăm ẵm ăn ắn ẳng ắp ắt âm ấm
ầm ẩm ậm ân ấn ần ẩn ấp ập ấu ẩu âu ấy ất e è é em én eo èo ép ẹp ét ê ế ề ếch êm ếm ì ị ích im ỉm in ỉu ít ìn ịt oa
òa oà ọc óc oai oái oải oan oán oản oang oanh oành oạch oát oằn oắt oe ói ỏi om òm ong óng ỏng ọp ót ô ồ ổ ố ốc ộc
ôi ổi ối ôm ốm ồm ôn ồn ổn ông ống ổng ốp ộp ơ ờ ở ơi ới ơn ớn ớm ỡm ớt u ù ủ ú uẩn ùa úa ục úc ui ủi um ùm ung ủng
ùng úng út ụt uể uế uất uy úy uý ủy uỷ uyên uyển uốn uổng uống ư ừ ứ ử ưa ứa ức ừng ưng ứng ửng ưỡn ươm ướm ương
ường ưởng ướp ướt ước ưu ựa ỷ y ý yếm yểm yên yến yểng yết yêu yếu yểu út ứ ào ạt ề ập ải ỷ ị uỵch oằng ọe oẹ uỳnh
ưa ửu ỉ ỉa
"""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of frequent words: counts of syllables, pairs that follow one another, words in a bare vowel."""

    counts: dict[str, int]
    pairs: frozenset[tuple[str, str]]
    bare: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Built once from the lists above."""
    counts: Counter[str] = Counter()
    pairs: set[tuple[str, str]] = set()
    for phrase in _PHRASES.split(";"):
        words = phrase.split()
        counts.update(words)
        pairs.update(pairwise(words))
    for word in _FUNCTION_WORDS.split():
        counts[word] += 24
    return Vocabulary(dict(counts), frozenset(pairs), frozenset(_BARE.split()))

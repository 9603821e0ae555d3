@echo off
rem run.cmd ARGS = kh57 ARGS, in an environment that the first start makes in .venv (twin of ./run and .ci/environment.sh).
rem The stamp is written last and is a copy of the lock: what was interrupted half way is simply made again.
setlocal EnableExtensions
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "project=%~dp0"
set "venv=%project%.venv"
set "stamp=%venv%\kh57-runtime.stamp"
set "lock=%project%requirements.lock"

if not exist "%venv%\Scripts\python.exe" goto make
if not exist "%stamp%" goto make
fc /b "%lock%" "%stamp%" >nul 2>nul
if errorlevel 1 goto install
goto start

:make
set "python="
for %%V in (3.13 3.12 3.11) do call :try py -%%V
call :try python
if not defined python (
    echo Máy này chưa có Python 3.11 trở lên. Đề nghị cài đặt Python rồi chạy lại. 1>&2
    echo No Python 3.11 or later was found. Please install it and run this again. 1>&2
    exit /b 3
)
echo Đang tạo môi trường Python trong .venv ^(chỉ lần đầu^) … 1>&2
if exist "%venv%" rmdir /s /q "%venv%"
%python% -m venv "%venv%" 1>&2 || exit /b 3
rem relative to site-packages: the folder may be moved or copied as a whole
>"%venv%\Lib\site-packages\kh57.pth" echo ..\..\..\src
>"%venv%\Scripts\kh57.cmd" echo @"%%~dp0python.exe" -X utf8 -c "import sys; from kh57_desktop.cli.main import main; sys.exit(main())" %%*
>"%venv%\Scripts\kh57w.cmd" echo @start "" "%%~dp0pythonw.exe" -X utf8 -c "import sys; from kh57_desktop.ui.app import main; sys.exit(main())" %%*

:install
if exist "%stamp%" del /q "%stamp%"
echo Đang cài đặt các thư viện theo requirements.lock … 1>&2
"%venv%\Scripts\python.exe" -m pip install --require-hashes --only-binary :all: -r "%lock%" 1>&2
if errorlevel 1 (
    echo Chưa cài đặt được thư viện Python. Đề nghị kiểm tra kết nối tới nguồn gói rồi chạy lại; dữ liệu không bị ảnh hưởng. 1>&2
    exit /b 3
)
copy /b /y "%lock%" "%stamp%" >nul

:start
"%venv%\Scripts\python.exe" -X utf8 -c "import sys; from kh57_desktop.cli.main import main; sys.exit(main())" %*
exit /b %ERRORLEVEL%

:try
if defined python exit /b 0
%* -c "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if errorlevel 1 exit /b 0
set "python=%*"
exit /b 0

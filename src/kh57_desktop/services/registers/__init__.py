"""The registers (sổ theo dõi): one definition of each register's fields serves screen, command line and paper."""

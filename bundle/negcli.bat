@"%~dp0venv\Scripts\negcli.exe" %*

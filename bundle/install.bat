@echo off
rem Installs negcli beside this file, from the folder wheels, without any network.
setlocal
set "HERE=%~dp0"
set "RUN="
if defined PYTHON (set RUN="%PYTHON%") else call :look
if not defined RUN goto missing
%RUN% -m venv "%HERE%venv" || goto failed
"%HERE%venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" "negcli@EXTRAS@" || goto failed
echo Installed. Run: "%HERE%negcli.bat" --help
if not defined NEGCLI_UNATTENDED pause
exit /b 0

:look
for %%P in ("py -@VERSION@" "python" "python3") do (
    if not defined RUN %%~P -c "import sys; sys.exit(sys.version_info[:2] != (@VERSION_TUPLE@))" >nul 2>nul && set "RUN=%%~P"
)
exit /b 0

:missing
echo Python @VERSION@ is needed. Install it, or set PYTHON to its python.exe and try again.
if not defined NEGCLI_UNATTENDED pause
exit /b 1

:failed
echo The installation failed; what went wrong stands above.
if not defined NEGCLI_UNATTENDED pause
exit /b 1

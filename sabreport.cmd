@echo off
rem The kit's command line on Windows, from any folder: .\sabreport check --year 2020. Sets up .venv by itself, once.
if not exist "%~dp0.venv\ready" (
  py -3 "%~dp0scripts\set_up.py" 1>&2 || exit /b 1
)
"%~dp0.venv\Scripts\python.exe" -m sabreport %*

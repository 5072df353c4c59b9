import { envFilesOf } from '../../pointing/env-files.ts';
import { runningFileOf } from '../../pointing/running-file.ts';
import { quotePowerShell } from '../../quote.ts';
import type { CommandFacts } from './posix-command.ts';

/**
 * The command `whence` for Windows, as a batch file: cmd and PowerShell both start it by its name. The arguments go on as they were
 * typed. The file is read in the code page of its console, so that letters beyond ASCII are kept out of it where that can be. It cannot give its place to a program: it waits for it, and ends with its code.
 */
export function windowsCommand({ dataDir, caBundleFile, appData }: CommandFacts, head: string): string {
  const pathText = (path: string): string => (appData !== undefined && path.startsWith(`${appData}\\`) ? `%APPDATA%${batchText(path.slice(appData.length))}` : batchText(path));
  const { powerShell } = envFilesOf(dataDir);
  const inPowerShell =
    appData !== undefined && powerShell.startsWith(`${appData}\\`) ? `(Join-Path $env:APPDATA ${quotePowerShell(powerShell.slice(appData.length + 1))})` : quotePowerShell(powerShell);
  const lines = `@echo off
${head}
setlocal EnableExtensions DisableDelayedExpansion
if /i "%~1"=="run" goto run
if /i "%~1"=="status" goto status
if /i "%~1"=="env" goto env
if "%~1"=="" goto help
if /i "%~1"=="help" goto help
call :usage 1>&2
exit /b 2

:run
if "%~2"=="" (call :usage 1>&2& exit /b 2)
set args=%*
set args=%args:* =%
call :ask
if not defined whence_url goto off
set "HTTPS_PROXY=%whence_url%"
set "https_proxy=%whence_url%"
set "NODE_EXTRA_CA_CERTS=${pathText(caBundleFile)}"
goto start
:off
>&2 echo whence: Whence is off, so this goes its usual way.
if defined WHENCE_PROXY if "%HTTPS_PROXY%"=="%WHENCE_PROXY%" (set "HTTPS_PROXY=%WHENCE_BEFORE_HTTPS_PROXY%"& set "NODE_EXTRA_CA_CERTS=%WHENCE_BEFORE_NODE_EXTRA_CA_CERTS%")
:start
set "whence_url="
%args%
exit /b %errorlevel%

:status
call :ask
if defined whence_url (echo Whence is on: %whence_url%& exit /b 0)
echo Whence is off.
exit /b 1

:env
echo Get-Content -Raw -Encoding UTF8 -LiteralPath ${echoText(inPowerShell)} ^| Invoke-Expression
exit /b 0

:ask
set "whence_url="
set "whence_file=${pathText(runningFileOf(dataDir))}"
if not exist "%whence_file%" exit /b 0
for /f "usebackq tokens=1,2,*" %%p in ("%whence_file%") do (
  tasklist /fi "PID eq %%p" /fi "IMAGENAME eq %%r" /nh /fo csv 2>nul | find ",""%%p""," >nul && set "whence_url=http://127.0.0.1:%%q"
  exit /b 0
)
exit /b 0

:help
call :usage
exit /b 0

:usage
echo whence run PROGRAM [ARGUMENTS]   starts a program whose Claude Code traffic goes through Whence,
echo                                  and as usual while Whence is off
echo whence status                    says whether Whence is on (ends with 1 when it is off)
echo whence env                       prints the line that points PowerShell itself: whence env ^| Out-String ^| Invoke-Expression
exit /b 0
`;
  return lines.replaceAll('\n', '\r\n');
}

/** Within quotes, a batch file reads nothing but the percent sign, which is doubled. A path on Windows cannot hold a quote. */
function batchText(path: string): string {
  return path.replaceAll('%', '%%');
}

/** Outside of quotes, as what `echo` is to say. */
function echoText(text: string): string {
  return batchText(text).replaceAll(/[&|<>^()]/g, '^$&');
}

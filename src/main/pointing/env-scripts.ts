import { quoteFish, quotePosix, quotePowerShell } from '../quote.ts';
import { coveringEntries } from './covering-entries.ts';
import { posixFunctions } from './posix-functions.ts';

/** What the scripts point at. */
export interface EnvFacts {
  readonly port: number;
  readonly caBundleFile: string;
  /** Hosts that are opened: NO_PROXY must not name them. */
  readonly listedHosts: readonly string[];
}

// All three scripts do the same. While the port answers they set the variables, and keep what was in them before in WHENCE_BEFORE_…; when
// it does not, they give back what they have set, and touch nothing else. WHENCE_PROXY and WHENCE_CA say what was set: the port may have
// been another one then. Lower-case proxy variables win over upper-case ones, so both are set. HTTP_PROXY is left alone: Claude Code
// talks https only, and what it starts needs no proxy of ours for plain http.

const address = '127.0.0.1';
const variables = ['HTTPS_PROXY', 'https_proxy', 'NODE_EXTRA_CA_CERTS'] as const;
const header = (how: string): string => `# Written by Whence at each start. ${how}`;
const going = (url: string): string => `Whence: claude goes through ${url} in this terminal.`;
const givenBack = (port: number): string => `Whence is not running (nothing answers on ${address}:${port}): HTTPS_PROXY and NODE_EXTRA_CA_CERTS are as they were before.`;
const notRunning = (port: number): string => `Whence is not running (nothing answers on ${address}:${port}): claude goes its usual way.`;
const cannotTell = (port: number): string => `Whence: there is no bash, nc, curl or node here to find out whether ${address}:${port} answers, so that nothing was changed.`;
const exempted = (hosts: readonly string[]): string => `Whence: NO_PROXY keeps claude away from it. Take ${hosts.join(' and ')} out of NO_PROXY, and what covers it.`;
const otherCa = 'Whence: NODE_EXTRA_CA_CERTS named another file before. If claude needs its certificates too, start Whence from a terminal that names it.';

/** For bash, zsh, dash and other POSIX shells; read with `.`. In a startup file it is silent while nothing answers. */
export function posixScript({ port, caBundleFile, listedHosts }: EnvFacts): string {
  const url = quotePosix(`http://${address}:${port}`);
  // Within brackets: what stands between two entries.
  const covered = coveringEntries(listedHosts)
    .map((entry) => `*[,\\ ]${quotePosix(entry)}[,:\\ ]*`)
    .join('|');
  const warning = covered === '' ? '' : `    case " \${no_proxy-\${NO_PROXY-}} " in ${covered}) _whence_say ${quotePosix(exempted(listedHosts))} ;; esac\n`;
  return `${header('Read it with: . env.sh')}
_whence_say() { printf '%s\\n' "$1" >&2; }

# 0: something listens; 1: nothing does; 2: it cannot be found out.
_whence_answers() {
  if [ -n "\${BASH_VERSION-}" ]; then
    case "$( (LC_ALL=C; exec 3<>/dev/tcp/${address}/${port}) 2>&1 && echo yes)" in
      yes) return 0 ;;
      *'No such file'*) ;;
      *) return 1 ;;
    esac
  elif [ -n "\${ZSH_VERSION-}" ] && (zmodload zsh/net/tcp) 2>/dev/null; then
    (zmodload zsh/net/tcp && ztcp ${address} ${port}) >/dev/null 2>&1 && return 0
    return 1
  fi
  _whence_asked=2
  if command -v bash >/dev/null 2>&1; then
    command bash -c 'exec 3<>/dev/tcp/${address}/${port}' >/dev/null 2>&1 && return 0
    _whence_asked=1
  fi
  if command -v nc >/dev/null 2>&1; then
    command nc -z -w 2 ${address} ${port} >/dev/null 2>&1 && return 0
    _whence_asked=1
  elif command -v curl >/dev/null 2>&1; then
    command curl -s -o /dev/null --noproxy '*' --max-time 2 http://${address}:${port}/ >/dev/null 2>&1 && return 0
    _whence_asked=1
  elif command -v node >/dev/null 2>&1; then
    NODE_OPTIONS= NODE_EXTRA_CA_CERTS= command node -e 'require("net").connect(${port},"${address}",()=>process.exit(0)).on("error",()=>process.exit(1))' >/dev/null 2>&1 && return 0
    _whence_asked=1
  fi
  return "$_whence_asked"
}

${posixFunctions}

# The shell that a person types into is not in the middle of another file.
_whence_nested() {
  if [ -n "\${BASH_VERSION-}" ]; then eval '[ "\${#BASH_SOURCE[@]}" -gt 3 ]'
  elif [ -n "\${ZSH_VERSION-}" ]; then eval 'case "\${ZSH_EVAL_CONTEXT-}" in toplevel:file:shfunc*|cmdarg:file:shfunc*) false ;; *) true ;; esac'
  else case $- in *i*) false ;; *) true ;; esac
  fi
}

_whence_main() {
  if _whence_answers; then _whence_state=0; else _whence_state=$?; fi
  if [ "$_whence_state" = 0 ]; then
    _whence_set HTTPS_PROXY ${url} "\${WHENCE_PROXY-}"
    _whence_set https_proxy ${url} "\${WHENCE_PROXY-}"
    _whence_set NODE_EXTRA_CA_CERTS ${quotePosix(caBundleFile)} "\${WHENCE_CA-}"
    export WHENCE_PROXY=${url} WHENCE_CA=${quotePosix(caBundleFile)}
    _whence_say ${quotePosix(going(`http://${address}:${port}`))}
    [ -z "\${WHENCE_BEFORE_NODE_EXTRA_CA_CERTS-}" ] || _whence_say ${quotePosix(otherCa)}
${warning}  elif [ "$_whence_state" = 1 ]; then
    _whence_changed=0
    _whence_give_back HTTPS_PROXY ${url} "\${WHENCE_PROXY-}"
    _whence_give_back https_proxy ${url} "\${WHENCE_PROXY-}"
    _whence_give_back NODE_EXTRA_CA_CERTS ${quotePosix(caBundleFile)} "\${WHENCE_CA-}"
    unset WHENCE_PROXY WHENCE_CA
    if [ "$_whence_changed" = 1 ]; then _whence_say ${quotePosix(givenBack(port))}
    elif ! _whence_nested; then _whence_say ${quotePosix(notRunning(port))}
    fi
  else
    _whence_say ${quotePosix(cannotTell(port))}
  fi
}

_whence_main
unset -f _whence_say _whence_answers _whence_set _whence_give_back _whence_nested _whence_main
unset _whence_asked _whence_now _whence_before _whence_changed _whence_state
:
`;
}

/** For fish; read with `source`. */
export function fishScript({ port, caBundleFile, listedHosts }: EnvFacts): string {
  const url = quoteFish(`http://${address}:${port}`);
  const bundle = quoteFish(caBundleFile);
  const values = [url, url, bundle];
  const records = ['WHENCE_PROXY', 'WHENCE_PROXY', 'WHENCE_CA'];
  const covering = coveringEntries(listedHosts).map(quoteFish).join(' ');
  return `${header('Read it with: source env.fish')}
function _whence_say; echo $argv >&2; end

# 0: something listens; 1: nothing does; 2: it cannot be found out.
function _whence_answers
    set -l asked 2
    if command -q bash
        bash -c 'exec 3<>/dev/tcp/${address}/${port}' >/dev/null 2>&1; and return 0
        set asked 1
    end
    if command -q nc
        nc -z -w 2 ${address} ${port} >/dev/null 2>&1; and return 0
        set asked 1
    else if command -q curl
        curl -s -o /dev/null --noproxy '*' --max-time 2 http://${address}:${port}/ >/dev/null 2>&1; and return 0
        set asked 1
    else if command -q node
        env NODE_OPTIONS= NODE_EXTRA_CA_CERTS= node -e 'require("net").connect(${port},"${address}",()=>process.exit(0)).on("error",()=>process.exit(1))' >/dev/null 2>&1; and return 0
        set asked 1
    end
    return $asked
end

# NAME VALUE VALUE-SET-BEFORE
function _whence_set
    set -l now $$argv[1]
    set -l before WHENCE_BEFORE_$argv[1]
    if test "$now" != "$argv[2]"; and test "$now" != "$argv[3]" -o -z "$argv[3]"
        if test -n "$now"; set -gx $before $now; else; set -e $before; end
    end
    set -gx $argv[1] $argv[2]
end

function _whence_give_back
    set -l now $$argv[1]
    set -l before WHENCE_BEFORE_$argv[1]
    set -l changed 1
    if test -n "$now"; and test "$now" = "$argv[2]" -o "$now" = "$argv[3]"
        if test -n "$$before"; set -gx $argv[1] $$before; else; set -e $argv[1]; end
        set changed 0
    end
    set -e $before
    return $changed
end

function _whence_main
    _whence_answers
    switch $status
        case 0
${variables.map((name, index) => `            _whence_set ${name} ${values[index]} "$${records[index]}"`).join('\n')}
            set -gx WHENCE_PROXY ${url}
            set -gx WHENCE_CA ${bundle}
            _whence_say ${quoteFish(going(`http://${address}:${port}`))}
            test -n "$WHENCE_BEFORE_NODE_EXTRA_CA_CERTS"; and _whence_say ${quoteFish(otherCa)}
            set -l exempt $no_proxy
            set -q no_proxy; or set exempt $NO_PROXY
            for entry in (string replace -r ':\\d+$' '' -- (string split -n , -- (string replace -a ' ' , -- "$exempt")))
                if contains -- $entry ${covering}
                    _whence_say ${quoteFish(exempted(listedHosts))}
                    break
                end
            end
        case 1
            set -l changed 0
${variables.map((name, index) => `            _whence_give_back ${name} ${values[index]} "$${records[index]}"; and set changed 1`).join('\n')}
            set -e WHENCE_PROXY
            set -e WHENCE_CA
            if test $changed = 1
                _whence_say ${quoteFish(givenBack(port))}
            else if not string match -q '*from sourcing*from sourcing*' -- (status stack-trace | string collect)
                _whence_say ${quoteFish(notRunning(port))}
            end
        case '*'
            _whence_say ${quoteFish(cannotTell(port))}
    end
end

_whence_main
functions -e _whence_say _whence_answers _whence_set _whence_give_back _whence_main
true
`;
}

/** For PowerShell. Not read as a script file, which Windows forbids by default, but as text. */
export function powerShellScript({ port, caBundleFile, listedHosts }: EnvFacts): string {
  const url = quotePowerShell(`http://${address}:${port}`);
  const bundle = quotePowerShell(caBundleFile);
  const covering = coveringEntries(listedHosts).map(quotePowerShell).join(', ');
  return `${header('Read it with: Get-Content -Raw env.ps1 | Invoke-Expression')}
& {
  $settings = @(
    @{ Name = 'HTTPS_PROXY'; Value = ${url}; Set = $env:WHENCE_PROXY },
    @{ Name = 'https_proxy'; Value = ${url}; Set = $env:WHENCE_PROXY },
    @{ Name = 'NODE_EXTRA_CA_CERTS'; Value = ${bundle}; Set = $env:WHENCE_CA }
  )
  function Put($name, $value) {
    if ($value) { Set-Item -LiteralPath "Env:$name" -Value $value } else { Remove-Item -LiteralPath "Env:$name" -ErrorAction SilentlyContinue }
  }
  $answers = $false
  $client = New-Object System.Net.Sockets.TcpClient
  try { $answers = $client.ConnectAsync(${quotePowerShell(address)}, ${port}).Wait(1000) } catch { } finally { $client.Dispose() }
  $changed = $false
  foreach ($setting in $settings) {
    $now = [Environment]::GetEnvironmentVariable($setting.Name)
    $kept = 'WHENCE_BEFORE_' + $setting.Name
    $isOurs = $now -and ($now -ceq $setting.Value -or $now -ceq $setting.Set)
    if ($answers) {
      if (-not $isOurs) { Put $kept $now }
      Put $setting.Name $setting.Value
    } elseif ($isOurs) {
      Put $setting.Name ([Environment]::GetEnvironmentVariable($kept))
      Put $kept $null
      $changed = $true
    }
  }
  if ($answers) {
    $env:WHENCE_PROXY = ${url}
    $env:WHENCE_CA = ${bundle}
    Write-Host ${quotePowerShell(going(`http://${address}:${port}`))}
    if ($env:WHENCE_BEFORE_NODE_EXTRA_CA_CERTS) { Write-Host ${quotePowerShell(otherCa)} }
    $exempt = @("$env:NO_PROXY" -split '[,\\s]+' | ForEach-Object { $_ -replace ':\\d+$', '' })
    if (@(${covering}) | Where-Object { $exempt -contains $_ }) { Write-Host ${quotePowerShell(exempted(listedHosts))} }
  } else {
    $env:WHENCE_PROXY = $null
    $env:WHENCE_CA = $null
    if ($changed) { Write-Host ${quotePowerShell(givenBack(port))} }
    elseif (-not (Get-PSCallStack | Where-Object ScriptName)) { Write-Host ${quotePowerShell(notRunning(port))} }
  }
}
`;
}

import { envFilesOf } from '../../pointing/env-files.ts';
import { posixFunctions } from '../../pointing/posix-functions.ts';
import { runningFileOf } from '../../pointing/running-file.ts';
import { quoteFish, quotePosix } from '../../quote.ts';

export interface CommandFacts {
  readonly dataDir: string;
  readonly caBundleFile: string;
  /** Windows: the user's folder of application data, which a batch file names by its variable. */
  readonly appData?: string;
}

/**
 * The command `whence` for Linux and macOS. Only what is built into the shell stands on the way to the program, which takes the shell's
 * place: its number, its end and its signals are the program's own. Names begin with _whence_, because a variable of the user's
 * environment that had the same name would be changed for the program.
 */
export function posixCommand({ dataDir, caBundleFile }: CommandFacts, head: string): string {
  const { posix, fish } = envFilesOf(dataDir);
  return `#!/bin/sh
${head}
[ -z "\${ZSH_VERSION-}" ] || emulate sh
_whence_say() { printf 'whence: %s\\n' "$1" >&2; }

${posixFunctions}

# PID IDENTITY: whether the process that wrote the file still runs; a later one may have its number.
_whence_runs() {
  kill -0 "$1" 2>/dev/null || return 1
  [ -n "$2" ] || return 0
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r _whence_stat <"/proc/$1/stat" || return 1
    _whence_fields "$2" \${_whence_stat##*") "}
  else
    _whence_words "$2" $(LC_ALL=C TZ=UTC0 ps -o lstart= -p "$1" 2>/dev/null)
  fi
}

# WANTED FIELD-3 FIELD-4 …: proc(5) has the start of the process as field 22.
_whence_fields() { [ "$#" -gt 20 ] && [ "\${21}" = "$1" ]; }

# WANTED WORD WORD …: ps puts as many spaces between them, and behind, as it likes.
_whence_words() { _whence_wanted=$1; shift; [ "$*" = "$_whence_wanted" ]; }

# Sets _whence_url while the app is on, and _whence_covering.
_whence_ask() {
  _whence_url= _whence_pid= _whence_port= _whence_identity= _whence_covering=
  [ -r ${quotePosix(runningFileOf(dataDir))} ] || return 0
  { IFS=' ' read -r _whence_pid _whence_port _whence_identity && IFS= read -r _whence_covering; } <${quotePosix(runningFileOf(dataDir))} || return 0
  # Process 0 would be whoever asks.
  case "$_whence_pid" in ''|0*|*[!0-9]*) return 0 ;; esac
  case "$_whence_port" in ''|0*|*[!0-9]*|??????*) return 0 ;; esac
  _whence_runs "$_whence_pid" "$_whence_identity" || return 0
  _whence_url="http://127.0.0.1:$_whence_port"
}

_whence_point() {
  _whence_ask
  if [ -z "$_whence_url" ] || [ ! -r ${quotePosix(caBundleFile)} ]; then
    _whence_give_back HTTPS_PROXY "\${WHENCE_PROXY-}" ''
    _whence_give_back https_proxy "\${WHENCE_PROXY-}" ''
    _whence_give_back NODE_EXTRA_CA_CERTS "\${WHENCE_CA-}" ''
    unset WHENCE_PROXY WHENCE_CA
    _whence_say 'Whence is off, so this goes its usual way.'
    return 0
  fi
  _whence_set HTTPS_PROXY "$_whence_url" "\${WHENCE_PROXY-}"
  _whence_set https_proxy "$_whence_url" "\${WHENCE_PROXY-}"
  _whence_set NODE_EXTRA_CA_CERTS ${quotePosix(caBundleFile)} "\${WHENCE_CA-}"
  export WHENCE_PROXY="$_whence_url" WHENCE_CA=${quotePosix(caBundleFile)}
  [ -z "\${WHENCE_BEFORE_NODE_EXTRA_CA_CERTS-}" ] || _whence_say 'NODE_EXTRA_CA_CERTS named another file here. If its certificates are needed too, start Whence from a terminal that names it.'
  set -f
  for _whence_entry in $_whence_covering; do
    case " \${no_proxy-},\${NO_PROXY-} " in *[,\\ ]"$_whence_entry"[,:\\ ]*)
      _whence_say "NO_PROXY keeps this away from Whence. Take $_whence_entry out of NO_PROXY and no_proxy."
      break ;;
    esac
  done
  set +f
}

_whence_usage() {
  printf '%s\\n' \\
    'whence run PROGRAM [ARGUMENTS]   starts a program whose Claude Code traffic goes through Whence,' \\
    '                                 and as usual while Whence is off' \\
    'whence status                    says whether Whence is on (ends with 1 when it is off)' \\
    'whence env [fish]                prints the line that points the shell itself: eval "$(whence env)"'
}

case "\${1-}" in
  run)
    shift
    [ "\${1-}" != -- ] || shift
    case "\${1-}" in ''|-*) _whence_usage >&2; exit 2 ;; esac
    case "$1" in */*)
      if [ -e "$1" ] && { [ -d "$1" ] || [ ! -x "$1" ]; }; then
        _whence_say "$1 is there, but is no program that can be started."
        exit 126
      fi ;;
    esac
    if ! command -v "$1" >/dev/null 2>&1; then
      _whence_say "$1 is no program on the PATH. What is an alias or a function of your shell has to be named by its file."
      exit 127
    fi
    _whence_point
    exec "$@"
    ;;
  status)
    _whence_ask
    if [ -n "$_whence_url" ]; then printf 'Whence is on: %s\\n' "$_whence_url"; else printf 'Whence is off.\\n'; exit 1; fi
    ;;
  env)
    case "\${2-}" in fish) printf '%s\\n' ${quotePosix(`source ${quoteFish(fish)}`)} ;; *) printf '%s\\n' ${quotePosix(`. ${quotePosix(posix)}`)} ;; esac
    ;;
  ''|help|-h|--help) _whence_usage ;;
  *) _whence_usage >&2; exit 2 ;;
esac
`;
}

/**
 * For POSIX shells: `_whence_set` sets a variable and keeps what was in it before in WHENCE_BEFORE_…; `_whence_give_back` gives that
 * back where the variable is still ours. Both are told the value that was set before, since the port may have been another one then.
 */
export const posixFunctions = `# NAME VALUE VALUE-SET-BEFORE
_whence_set() {
  eval "_whence_now=\\\${$1-}"
  if [ "$_whence_now" != "$2" ] && { [ -z "$3" ] || [ "$_whence_now" != "$3" ]; }; then
    if [ -n "$_whence_now" ]; then eval "export WHENCE_BEFORE_$1=\\"\\$_whence_now\\""; else unset "WHENCE_BEFORE_$1"; fi
  fi
  eval "export $1=\\"\\$2\\""
}

_whence_give_back() {
  eval "_whence_now=\\\${$1-}; _whence_before=\\\${WHENCE_BEFORE_$1-}"
  if [ -n "$_whence_now" ] && { [ "$_whence_now" = "$2" ] || [ "$_whence_now" = "$3" ]; }; then
    if [ -n "$_whence_before" ]; then eval "export $1=\\"\\$_whence_before\\""; else unset "$1"; fi
    _whence_changed=1
  fi
  unset "WHENCE_BEFORE_$1"
}`;

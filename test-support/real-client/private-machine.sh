#!/bin/bash
# Runs a command on what looks to it like a machine of its own: a network of loopback only, on which every host that
# matters is 127.0.0.1, and a certificate store that is a copy. To be run by unshare, in new namespaces; nothing outside changes.
# usage: private-machine.sh SCRATCH-FOLDER COMMAND [ARGUMENT …]
set -e
scratch=$1
shift
mount --make-rprivate /

if command -v ip >/dev/null; then
  ip link set lo up
else
  # SIOCSIFFLAGS with IFF_UP, IFF_LOOPBACK and IFF_RUNNING: what ip does, where there is no ip.
  python3 -c 'import fcntl, socket, struct; fcntl.ioctl(socket.socket(), 0x8914, struct.pack("16sh14x", b"lo", 0x49))'
fi

echo 'nameserver 127.0.0.1' >"$scratch/resolv.conf"
echo '127.0.0.1 localhost api.anthropic.com claude.ai example.com' >"$scratch/hosts"
mount --bind "$scratch/resolv.conf" /etc/resolv.conf
mount --bind "$scratch/hosts" /etc/hosts

copy_over() {
  [ -d "$1" ] || return 0
  mkdir -p "$scratch$1"
  # Private keys of the machine cannot be read by everyone, and are not wanted.
  cp -a "$1/." "$scratch$1/" 2>/dev/null || true
  mount --bind "$scratch$1" "$1"
}
copy_over /etc/ssl
copy_over /usr/local/share/ca-certificates
if [ -d /etc/ca-certificates/update.d ]; then
  mkdir -p "$scratch/update.d"
  mount --bind "$scratch/update.d" /etc/ca-certificates/update.d
fi

# Not exec: as the first process of its namespace, xvfb-run never hears that its display is ready.
"$@"
exit $?

#!/usr/bin/env bash
# A real Active Directory domain controller (Samba AD DC) on one loopback address.
# Everything lives below AD_DIR; nothing is written to /etc or /var/lib. Needs root: the ports
# 389 and 636 are compiled into Samba, so each instance takes a loopback address of its own.
#
#   samba-ad.sh install   apt-get the packages (nothing else ever installs them)
#   samba-ad.sh have      exit 0 when everything needed is there, else say what is missing
#   samba-ad.sh up        sweep, provision (once), start, wait until it answers
#   samba-ad.sh down      stop
#   samba-ad.sh expired | renamed | foreign | sound
#                         start again with a certificate that is over, for another host name, of
#                         another authority, or as it was at first
#   samba-ad.sh wipe      stop and delete the folder
#   samba-ad.sh sweep     wipe the folders beside AD_DIR whose owner process is gone
#   samba-ad.sh load      add the entries of the file AD_LDIF, while it runs too
#   samba-ad.sh env       print variables for clients
AD_DIR=${AD_DIR:-${TMPDIR:-/tmp}/relink-samba-0}
AD_ADDR=${AD_ADDR:-127.0.0.10}
AD_OWNER=${AD_OWNER:-}                       # pid: when it is gone, a later sweep clears up
AD_REALM=${AD_REALM:-CONTOSO.TEST}
AD_NETBIOS=${AD_NETBIOS:-CONTOSO}
AD_HOST=${AD_HOST:-dc1}
AD_ADMINPASS=${AD_ADMINPASS:-Passw0rd!Test1}
AD_TIMEOUT=${AD_TIMEOUT:-60}
export TDB_NO_FSYNC=1                        # test data: without it writes are ten times slower
set -euo pipefail

dns=${AD_REALM,,}
base="DC=${dns//./,DC=}"
fqdn=$AD_HOST.$dns
pidf=$AD_DIR/samba.pid
conf=$AD_DIR/etc/smb.conf
# samba-vfs-modules: provision loads acl_xattr
packages='samba samba-ad-provision samba-dsdb-modules samba-vfs-modules ldb-tools openssl'

say() { printf 'samba-ad: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

install() {
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $packages >&2
}

have() {
  local program
  for program in samba samba-tool openssl ldbsearch; do
    command -v "$program" >/dev/null || die "$program is not installed"
  done
  [ "$(id -u)" = 0 ] || die 'the ports below 1024 need root'
}

up() {
  have
  sweep
  if alive && answers; then return 0; fi
  provision
  make_certificates
  write_conf
  if (exec 3<>"/dev/tcp/$AD_ADDR/389") 2>/dev/null; then die "something else listens on $AD_ADDR:389"; fi
  start
}

# Recognised by executable and start time: samba rewrites its process title, and pids come back.
alive() {
  local pid at
  [ -s "$pidf" ] || return 1
  read -r pid at <"$pidf"
  [ "$(readlink "/proc/$pid/exe" 2>/dev/null)" = "$(readlink -f "$(command -v samba)")" ] &&
    [ "$(started_at "$pid")" = "$at" ]
}
started_at() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

answers() {
  ldbsearch -H "ldap://$AD_ADDR" --configfile="$conf" -s base -b '' defaultNamingContext 2>/dev/null |
    grep -qi "^defaultNamingContext: $base"
}

provision() {
  if [ -e "$AD_DIR/.provisioned" ]; then return 0; fi
  if [ -e "$AD_DIR" ] && [ ! -e "$AD_DIR/.relink-samba" ] && [ -n "$(ls -A "$AD_DIR")" ]; then
    die "$AD_DIR is not empty and not mine"
  fi
  rm -rf "$AD_DIR"
  mkdir -p "$AD_DIR"
  printf '%s\n' "$AD_OWNER" >"$AD_DIR/.relink-samba"
  : >"$AD_DIR/empty.conf" # else the packaged /etc/samba/smb.conf is merged in
  samba-tool domain provision --configfile="$AD_DIR/empty.conf" --targetdir="$AD_DIR" \
    --realm="$AD_REALM" --domain="$AD_NETBIOS" --host-name="$AD_HOST" --host-ip="$AD_ADDR" \
    --server-role=dc --dns-backend=NONE --backend-store=tdb --adminpass="$AD_ADMINPASS" \
    --option="log file=$AD_DIR/provision.samba.log" >"$AD_DIR/provision.log" 2>&1 ||
    { tail -20 "$AD_DIR/provision.log" >&2; die 'provision failed'; }
  mkdir -p "$AD_DIR"/{etc,run/ncalrpc,log,lock,cache,bind-dns,state,tls}
  chmod 700 "$AD_DIR/private"
  : >"$AD_DIR/.provisioned"
}

make_certificates() {
  local t=$AD_DIR/tls
  if [ -s "$t/dc.crt" ]; then return 0; fi
  chmod 700 "$t"
  make_authority "$t/ca"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$t/dc.key" \
    -subj "/CN=$fqdn" -out "$t/dc.csr" 2>/dev/null
  sign "$t/ca" "DNS:$fqdn,IP:$AD_ADDR" 30
  chmod 600 "$t"/*.key # Samba refuses a key that others can read
}
make_authority() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key" 2>/dev/null
  openssl req -x509 -new -key "$1.key" -sha256 -days 30 -subj "/CN=relink test CA of $AD_NETBIOS" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -out "$1.crt"
}
sign() { # AUTHORITY NAMES DAYS
  local t=$AD_DIR/tls
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$2" \
    >"$t/extensions"
  openssl x509 -req -in "$t/dc.csr" -CA "$1.crt" -CAkey "$1.key" -CAcreateserial -days "$3" \
    -sha256 -extfile "$t/extensions" -out "$t/dc.crt" 2>/dev/null
}

# The domain stays: only the process and what it shows are new. Samba reads them when it starts.
with_certificate() {
  alive || die 'it is not up'
  down
  sign "$@"
  start
}
expired() { with_certificate "$AD_DIR/tls/ca" "DNS:$fqdn,IP:$AD_ADDR" -1; }
renamed() { with_certificate "$AD_DIR/tls/ca" "DNS:dc9.$dns" 30; }
sound() { with_certificate "$AD_DIR/tls/ca" "DNS:$fqdn,IP:$AD_ADDR" 30; }
foreign() {
  make_authority "$AD_DIR/tls/foreign"
  with_certificate "$AD_DIR/tls/foreign" "DNS:$fqdn,IP:$AD_ADDR" 30
}

write_conf() {
  cat >"$conf" <<CONF
[global]
	netbios name = ${AD_HOST^^}
	realm = $AD_REALM
	workgroup = $AD_NETBIOS
	server role = active directory domain controller
	server services = ldap
	dcerpc endpoint servers = epmapper
	interfaces = $AD_ADDR/8
	bind interfaces only = yes
	disable netbios = yes
	load printers = no
	private dir = $AD_DIR/private
	state directory = $AD_DIR/state
	cache directory = $AD_DIR/cache
	lock directory = $AD_DIR/lock
	pid directory = $AD_DIR/run
	ncalrpc dir = $AD_DIR/run/ncalrpc
	binddns dir = $AD_DIR/bind-dns
	ntp signd socket directory = $AD_DIR/run/ntp_signd
	winbindd socket directory = $AD_DIR/run/winbindd
	log file = $AD_DIR/log/log.%m
	log level = 1
	max log size = 0
	panic action =
	prefork children:ldap = 2
	tls enabled = yes
	tls keyfile = $AD_DIR/tls/dc.key
	tls certfile = $AD_DIR/tls/dc.crt
	tls cafile = $AD_DIR/tls/ca.crt
	ldap server require strong auth = yes
CONF
}

# -F and setsid: a closing shell must not take it down, and its process group is ours to end.
start() {
  setsid nohup samba -F -M prefork --configfile="$conf" --log-basename="$AD_DIR/log" \
    </dev/null >"$AD_DIR/log/stdout" 2>&1 &
  local pid=$! end=$((SECONDS + AD_TIMEOUT))
  printf '%s %s\n' "$pid" "$(started_at "$pid")" >"$pidf"
  until answers; do
    kill -0 "$pid" 2>/dev/null || { tail -20 "$AD_DIR/log/stdout" >&2; die 'died while starting'; }
    [ $SECONDS -lt $end ] || die "not ready within $AD_TIMEOUT s"
    sleep 0.05
  done
}

down() {
  local pid at end=$((SECONDS + 20))
  if alive; then
    read -r pid at <"$pidf"
    kill -TERM "$pid"
    while alive; do # not kill -0: where nobody reaps, it would stay as a zombie
      if [ $SECONDS -ge $end ]; then kill -KILL -- "-$pid" 2>/dev/null || :; break; fi
      sleep 0.05
    done
  fi
  rm -f "$pidf"
}

wipe() {
  down
  if [ -e "$AD_DIR/.relink-samba" ]; then rm -rf "$AD_DIR"; fi
}

sweep() {
  local marker owner
  for marker in "$(dirname "$AD_DIR")"/relink-samba-*/.relink-samba; do
    [ -e "$marker" ] || continue
    owner=$(cat "$marker" 2>/dev/null) || continue
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      say "clearing up after process $owner"
      # Test files run side by side: another may be clearing up the same folder.
      AD_DIR=$(dirname "$marker") "$0" wipe || say 'somebody else is clearing up there'
    fi
  done
}

# Straight into the database and as one batch: plain ldbadd takes time with the square.
load() {
  ldbadd --nosync -o batch_mode:1 -o transaction_index_cache_size:2000000 \
    -H "$AD_DIR/private/sam.ldb" --configfile="$conf" "$AD_LDIF" >/dev/null
}

clients() {
  cat <<ENV
AD_LDAPS_URL=ldaps://$AD_ADDR
AD_LDAP_URL=ldap://$AD_ADDR
AD_BASE=$base
AD_CA=$AD_DIR/tls/ca.crt
AD_BIND_DN=Administrator@$dns
AD_BIND_PASSWORD=$AD_ADMINPASS
ENV
}

case ${1:-} in
  install | have | up | down | wipe | sweep | load | expired | renamed | foreign | sound) "$1" ;;
  env) clients ;;
  *) sed -n '2,18p' "$0" >&2; exit 2 ;;
esac

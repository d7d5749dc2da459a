import type { ShellProgramEntry } from './shell-program-entry.ts';

/** The lists `spec/shell/wrappers.json` and `spec/shell/shells.json`, as code; a test keeps them equal. */
export const wrapperPrograms: readonly ShellProgramEntry[] = [
  {
    names: 'sudo',
    runs: 'command',
    flags:
      '-A -B -b -E -H -K -k -N -n -P -S --askpass --background --bell --preserve-env --set-home --non-interactive --no-update --preserve-groups --reset-timestamp --stdin',
    values:
      '-C -D -g -p -R -r -T -t -u -U --close-from --chdir --group --prompt --chroot --role --command-timeout --type --user --other-user',
    stops: '-i -s --login --shell',
    ends: '-V -v -l --version --validate --list --remove-timestamp',
    assignments: true,
  },
  { names: 'doas', runs: 'command', flags: '-L -n', values: '-a -C -u', stops: '-s' },
  {
    names: 'env',
    runs: 'command',
    flags: '- -i -0 -v --ignore-environment --null --debug --block-signal --default-signal --ignore-signal',
    values: '-u -C -a --unset --chdir --argv0',
    stops: '-S --split-string',
    ends: '--version --help',
    assignments: true,
  },
  {
    names: 'timeout gtimeout',
    runs: 'command',
    flags: '-f -p -v --foreground --preserve-status --verbose',
    values: '-k -s --kill-after --signal',
    operands: 1,
    ends: '--version --help',
  },
  { names: 'nice gnice', runs: 'command', values: '-n --adjustment', ends: '--version --help' },
  { names: 'nohup', runs: 'command', ends: '--version --help' },
  {
    names: 'setsid',
    runs: 'command',
    flags: '-c -f -w --ctty --fork --wait',
    ends: '-V -h --version --help',
  },
  {
    names: 'ionice',
    runs: 'command',
    flags: '-t --ignore',
    values: '-c -n --class --classdata',
    ends: '-V -h --version --help',
  },
  { names: 'stdbuf', runs: 'command', values: '-i -o -e --input --output --error', ends: '--version --help' },
  {
    names: 'time gtime',
    runs: 'command',
    flags: '-a -p -q -v --append --portability --quiet --verbose',
    values: '-f -o --format --output',
    ends: '-V --version --help',
  },
  { names: 'command', runs: 'command', flags: '-p', ends: '-v -V' },
  { names: 'builtin', runs: 'command' },
  { names: 'exec', runs: 'command', flags: '-c -l', values: '-a' },
  {
    names: 'chroot',
    runs: 'command',
    flags: '--skip-chdir',
    values: '--userspec --groups',
    operands: 1,
    ends: '--version --help',
  },
  {
    names: 'xargs gxargs',
    runs: 'arguments',
    flags: '-0 -o -p -r -t -x --null --open-tty --interactive --no-run-if-empty --verbose --exit',
    values:
      '-a -d -E -I -J -L -n -P -R -s -S --arg-file --delimiter --max-args --max-procs --max-chars --process-slot-var',
    ends: '--version --help --show-limits',
  },
  { names: 'find gfind', runs: 'actions', after: '-exec -execdir -ok -okdir' },
  { names: 'fd fdfind', runs: 'actions', after: '-x -X --exec --exec-batch' },
  {
    names:
      'su runuser script scriptlive flock watch gwatch entr ssh sshpass autossh mosh tmux screen parallel sem rush concurrently hyperfine',
    runs: 'anywhere',
  },
  {
    names:
      'busybox toybox unshare nsenter setarch linux32 linux64 i386 prlimit chrt taskset numactl systemd-run systemd-inhibit dbus-run-session dbus-launch xvfb-run fakeroot faketime firejail bwrap proot torsocks proxychains proxychains4 catchsegv',
    runs: 'anywhere',
  },
  {
    names:
      'strace ltrace perf valgrind gdbserver rlwrap unbuffer caffeinate pkexec gosu su-exec setpriv capsh sg newgrp ld.so ld-linux-x86-64.so.2 retry chpst softlimit envdir setuidgid',
    runs: 'anywhere',
  },
  {
    names: 'npx pnpx bunx',
    runs: 'command',
    flags: '-y -q --yes --no --no-install --quiet --prefer-offline --bun',
    values: '-p -w --package --workspace',
    stops: '-c --call',
    ends: '-v -h --version --help',
  },
  {
    names: 'uvx',
    runs: 'command',
    flags: '-q -U --quiet --isolated --offline',
    values: '-p --from --with --python',
    ends: '-V -h --version --help',
  },
  { names: 'cross-env', runs: 'command', assignments: true },
  {
    names: 'cross-env-shell dotenv dotenvx direnv nix-shell doppler infisical aws-vault op',
    runs: 'anywhere',
  },
  {
    names: 'npm pnpm yarn bun',
    runs: 'command',
    after: 'exec x dlx',
    flags: '-y -q --yes --quiet',
    values: '-p -w --package --workspace',
    stops: '-c --call --shell-mode',
  },
  {
    names: 'poetry pipenv pdm hatch rye bundle uv pipx conda mamba micromamba',
    runs: 'command',
    after: 'exec run',
    flags: '-q --quiet --keep-file-descriptors --no-capture-output',
    values: '-n -p --name --prefix --with --python --extra --group',
  },
  { names: 'mise asdf nix devbox', runs: 'anywhere', after: 'exec run develop shell' },
  {
    names: 'docker podman nerdctl kubectl oc lxc docker-compose vagrant',
    runs: 'anywhere',
    after: 'run exec debug ssh',
  },
  { names: 'jobs', runs: 'anywhere', after: '-x' },
  {
    names: 'sh bash rbash dash ash ksh ksh93 mksh pdksh',
    runs: 'shell',
    code: '-c',
    flags:
      '-a -b -e -f -h -i -k -l -m -n -p -r -t -u -v -x -B -C -E -H -P -T --login --noprofile --norc --posix --restricted --verbose --noediting --debugger',
    values: '-o -O --rcfile --init-file',
    stops: '-s',
    ends: '--version --help',
  },
];

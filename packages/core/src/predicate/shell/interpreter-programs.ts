import type { ShellProgramEntry } from './shell-program-entry.ts';

/** The list `spec/shell/interpreters.json`, as code; a test keeps them equal. */
export const interpreterPrograms: readonly ShellProgramEntry[] = [
  { names: 'eval source . trap let alias fc awk gawk mawk nawk at batch m4 dc csh tcsh', runs: 'code' },
  {
    names: 'zsh fish nu xonsh elvish rc es yash',
    runs: 'script',
    flags: '-d -e -f -i -l -n -u -v -x --login --interactive --no-config',
    stops: '-c -s --command --commands --init-command -C',
    ends: '--version --help',
  },
  {
    names: 'python pypy',
    runs: 'script',
    flags: '-b -B -d -E -i -I -O -P -q -s -S -u -v -x',
    values: '-W -X -Q --check-hash-based-pycs',
    stops: '-c',
    ends: '-m -V -h -? --version --help',
  },
  {
    names: 'node nodejs',
    runs: 'script',
    flags:
      '-c --check --inspect --inspect-brk --watch --no-warnings --enable-source-maps --experimental-strip-types --trace-warnings',
    values:
      '-C -r --conditions --env-file --max-old-space-size --require --import --loader --experimental-loader',
    stops: '-e -p -i --eval --print --interactive',
    ends: '-v -h --version --help --test --run',
  },
  {
    names: 'deno',
    runs: 'leading',
    flags: '-q --quiet --unstable',
    stops: 'eval repl',
    ends: '-V -h --version --help',
  },
  {
    names: 'perl',
    runs: 'script',
    flags: '-c -s -t -T -u -U -w -W -X',
    stops: '-e -E -n -p -M -m -d -x',
    ends: '-v -V -h',
  },
  {
    names: 'ruby jruby',
    runs: 'script',
    flags: '-a -c -l -s -S -w -W',
    values: '-I -C -r --require',
    stops: '-e -n -p -x',
    ends: '-h --version --help',
  },
  {
    names: 'php',
    runs: 'script',
    flags: '-n -q -C',
    values: '-c -f -S -t --file --server --docroot',
    stops: '-r -B -R -E -a -d --run --process-code --process-begin --process-end --interactive --define',
    ends: '-v -i -m -h -l --version --info --modules --help',
  },
  {
    names:
      'lua luajit tclsh wish expect osascript Rscript R julia elixir erl iex ghc ghci runghc runhaskell guile racket sbcl clisp ecl clojure clj bb scala groovy kotlin jshell swift octave gnuplot ocaml raku pwsh powershell',
    runs: 'script',
    stops:
      '-e -E -c -s -p -L -r -x -l --eval --print --execute --load --expr -Command -command -EncodedCommand -encodedcommand -ec -enc --evaluate',
    ends: '-File -file -f --file -v -V --version --help',
  },
  { names: 'cmd', runs: 'code' },
  {
    names: 'git',
    runs: 'leading',
    flags: '-p -P --paginate --no-pager --bare --no-replace-objects --literal-pathspecs --no-optional-locks',
    values: '-C --git-dir --work-tree --namespace',
    stops: '-c --config-env --exec-path',
    ends: '-v -h --version --help --html-path --man-path --info-path',
    harmless:
      'user. color. advice. i18n. log. init.defaultBranch= core.quotepath= core.quotePath= core.autocrlf= core.abbrev= commit.gpgsign=false pull.rebase= http.version=',
  },
  {
    names: 'vi vim vimdiff nvim view ex emacs emacsclient',
    runs: 'options',
    stops: '-c --cmd -s -S -l -f --eval --execute --load --funcall -e',
  },
  {
    names: 'gdb lldb',
    runs: 'options',
    stops: '-ex -iex -x -o --eval-command --init-eval-command --command --one-line --args',
  },
  {
    names: 'tar gtar bsdtar',
    runs: 'options',
    stops:
      '--checkpoint-action --to-command --use-compress-program --rmt-command --rsh-command --info-script --new-volume-script -I -F',
  },
  { names: 'rsync', runs: 'options', stops: '-e --rsh --rsync-path' },
  { names: 'make gmake', runs: 'options', stops: '--eval' },
  { names: 'sort gsort', runs: 'options', stops: '--compress-program' },
  { names: 'split gsplit', runs: 'options', stops: '--filter' },
  { names: 'man', runs: 'options', stops: '-P --pager' },
  { names: 'hash', runs: 'options', stops: '-p' },
  { names: 'enable', runs: 'options', stops: '-f' },
  { names: 'complete compgen', runs: 'options', stops: '-C -F -W' },
  { names: 'mapfile readarray', runs: 'options', stops: '-C' },
  { names: 'bind', runs: 'options', stops: '-x -f' },
  { names: 'test [ printf read unset declare typeset local export readonly wait ulimit', runs: 'expression' },
];

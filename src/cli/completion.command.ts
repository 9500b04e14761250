import { Inject } from '@nestjs/common';
import { type CommandRunner, InjectCommander } from 'nest-commander';
import { CliCommand, type CommonOptions, type Outcome } from './cli-command.js';
import { UsageError } from './cli-errors.js';
import { Terminal } from './terminal.js';
import { PROGRAM, Verb } from './verb.js';

type Root = Parameters<CommandRunner['setCommand']>[0];

/** Completes verbs and options without starting the program at each key. */
@Verb({
  name: 'completion-script',
  description: 'Completion of verbs and options for bash or zsh',
  arguments: '[shell]',
  argsDescription: { shell: 'bash, which is taken unless told, or zsh' },
  examples: [
    ['completion-script >> ~/.bashrc', 'for bash'],
    ['completion-script zsh >> ~/.zshrc', 'for zsh'],
  ],
})
export class CompletionCommand extends CliCommand {
  constructor(
    @Inject(Terminal) terminal: Terminal,
    @InjectCommander() private readonly root: Root,
  ) {
    super(terminal);
  }

  protected perform(_: CommonOptions, [shell = 'bash']: readonly string[]): Promise<Outcome> {
    if (shell !== 'bash' && shell !== 'zsh')
      throw new UsageError(`No completion for ${shell}`, 'Take bash or zsh.');
    const words = this.root.commands.map((command): [string, string] => [
      command.name(),
      ['--help', ...command.options.flatMap(({ long }) => long ?? [])].join(' '),
    ]);
    const script = [...(shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit'] : []), bash(words)];
    return Promise.resolve({ result: { shell, script: script.join('\n') }, text: script.join('\n') });
  }
}

function bash(words: readonly (readonly [verb: string, options: string])[]): string {
  const cases = words.map(([verb, options]) => `    ${verb}) words='${options}' ;;`);
  return `_discord_db_manager() {
  local line=\${COMP_LINE:0:COMP_POINT} words
  local word=\${line##* } rest=\${line#* }
  case \${rest%% *} in
${cases.join('\n')}
    *) words='${words.map(([verb]) => verb).join(' ')} help --help' ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  # bash takes a colon for the end of a word.
  if [[ $word == *:* && \${COMP_WORDBREAKS-} == *:* ]]; then
    COMPREPLY=("\${COMPREPLY[@]#"\${word%"\${word##*:}"}"}")
  fi
}
complete -F _discord_db_manager ${PROGRAM}`;
}

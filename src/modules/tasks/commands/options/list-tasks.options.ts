import { StringOption } from 'necord';
import { localizedChoice, localizedOption } from '../../../../locales/index.js';
import { TASK_LISTS } from '../../task-list.service.js';

export class ListTasksOptions {
  @StringOption({
    ...localizedOption('tasks', 'show'),
    choices: TASK_LISTS.map((kind) => localizedChoice(kind, (texts) => texts.commands.tasks.show[kind])),
  })
  show!: string | null;
}

import { StringOption } from 'necord';
import { localizedOption } from '../../../../locales/index.js';
import { TASK_LIMITS } from '../../schemas/task-post.schema.js';

export class ManageTasksOptions {
  @StringOption({
    ...localizedOption('taskManage', 'task'),
    autocomplete: true,
    max_length: TASK_LIMITS.title,
  })
  task!: string | null;
}

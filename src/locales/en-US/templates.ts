/** What managers keep to make tasks and allowlists from. */
export const templates = {
  templates: {
    open: 'Templates',
    title: '## Templates',
    none: 'There are none yet. A template keeps everything but the dates.',
    hint: {
      task: '`/task create` makes a draft from a template.',
      allowlist: '`/allowlist create` makes a draft from a template.',
    },
    save: { task: 'Save this task as a template', allowlist: 'Save this allowlist as a template' },
    name: 'Name',
    nameHint: (max: number) => `What managers choose it by, in up to ${String(max)} characters`,
    saved: (name: string) => `✓ **${name}** is saved.`,
    deleted: (name: string) => `**${name}** is deleted.`,
    choose: 'Delete a template …',
    sureToDelete: {
      task: (name: string) => `Delete the template **${name}**? Tasks that were made from it stay.`,
      allowlist: (name: string) => `Delete the template **${name}**? Allowlists that were made from it stay.`,
    },
    delete: 'Delete',
    keep: 'Keep',
    refused: {
      name: (max: number) => `The name of a template has 1 to ${String(max)} visible characters.`,
      nameTaken: 'There is a template of this name already. Choose another name, or delete that one first.',
      tooMany: (max: number) =>
        `A server has at most ${String(max)} templates of a kind. Delete one that you don’t need first.`,
      gone: 'There is no such template here. Choose one of those that are suggested.',
    },
  },
};

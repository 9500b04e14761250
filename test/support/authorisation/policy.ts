import { type RolePermission } from '../../../src/modules/servers/index.js';

/** Whose objects ids name; those of another server, or of another member, are never found. */
export type ObjectKind = 'post' | 'completion' | 'allowlist' | 'draft' | 'wallet' | 'claim';

export interface Rule {
  /** `manager`: Manage Server; permissions: Manage Server or a role with one of them. */
  readonly needs: 'everyone' | 'manager' | readonly RolePermission[];
  /** Where it depends on what is named: which of these are needed for the task that is named here. */
  readonly ofPost?: readonly RolePermission[];
  /** Where it is no server command: direct messages get an answer too. */
  readonly worksInDirectMessages?: true;
  /** What those get who may use it where the server is not linked; `served` when it makes no difference. */
  readonly unlinked: 'served' | Code;
  /** What an object of another server, or of somebody else, gets. */
  readonly foreign?: Code | 'served';
  /** Whether what it names by id belongs to a person, and so is foreign to everybody else in the same server. */
  readonly isPersonal?: true;
  /** The rest of a payload: parameters of the custom id, values of selects, fields of forms, options. */
  readonly with?: Readonly<Record<string, string>>;
  readonly values?: readonly string[];
}

type Code = Uppercase<string>;

const MANAGER = { needs: 'manager', unlinked: 'SERVER_NOT_LINKED' } as const;
const CREATORS = { needs: ['tasks.create'], unlinked: 'SERVER_NOT_LINKED' } as const;
const REVIEWERS = { needs: ['tasks.review'], unlinked: 'SERVER_NOT_LINKED' } as const;
const EDIT = { ...CREATORS, foreign: 'TASK_NOT_FOUND' } as const;
/** Also where a server is linked no more: a task can be stopped there. */
const MANAGE = { ...EDIT, unlinked: 'served' } as const;
const REVIEW = { ...REVIEWERS, foreign: 'COMPLETION_NOT_FOUND' } as const;
const SEEN = { attempt: '1', scope: 'all' };
const ACCOUNT = { needs: 'everyone', worksInDirectMessages: true, unlinked: 'served' } as const;
const REQUIREMENTS = { ...CREATORS, foreign: 'TASK_NOT_FOUND', with: { owner: 'task' } } as const;
const TEMPLATES = { ...CREATORS, with: { owner: 'task' } } as const;
const QUESTIONS = { ...CREATORS, foreign: 'TASK_NOT_FOUND' } as const;
const TASK = { needs: 'everyone', foreign: 'TASK_NOT_FOUND' } as const;
const ALLOWLIST = { needs: 'everyone', foreign: 'ALLOWLIST_NOT_FOUND' } as const;
const HELD = {
  needs: ['allowlists.run'],
  unlinked: 'SERVER_NOT_LINKED',
  foreign: 'ALLOWLIST_NOT_FOUND',
} as const;
const STATISTICS = {
  needs: ['analytics.view', 'tasks.create'],
  unlinked: 'served',
  foreign: 'TASK_NOT_FOUND',
} as const;
const RUNNERS = { needs: ['allowlists.run'], unlinked: 'SERVER_NOT_LINKED' } as const;
/** Also where a server is linked no more: an allowlist can be stopped there. */
const RUN_ON = { needs: ['allowlists.run'], unlinked: 'served', foreign: 'ALLOWLIST_NOT_FOUND' } as const;
const RUN = { ...RUNNERS, foreign: 'ALLOWLIST_NOT_FOUND' } as const;
const ALLOWLIST_STATISTICS = { ...RUN_ON, needs: ['analytics.view', 'allowlists.run'] } as const;
/** No application whose list is fixed. */
const PICKS = {
  needs: ['allowlists.draw'],
  unlinked: 'PICK_REFUSED',
  foreign: 'ALLOWLIST_NOT_FOUND',
} as const;
const DRAWERS = { ...RUN_ON, needs: ['allowlists.draw'] } as const;
/** No winners were announced. */
const REROLL = { ...DRAWERS, unlinked: 'CLAIM_REFUSED' } as const;
const A_ROLE = '1100000000000000042';
const AN_ID = '0'.repeat(24);
const A_PERSON = '1100000000000000043';
const WRONG = { name: 'wrong', value: 'wrong', word: 'wrong', address: 'wrong', signature: 'wrong' };

/** Who may do what, where: each command, menu, control and form that is declared, once. */
export const policy: Readonly<Record<string, Rule>> = {
  '/help': { needs: 'everyone', worksInDirectMessages: true, unlinked: 'served' },
  '/status': { needs: 'everyone', worksInDirectMessages: true, unlinked: 'served' },

  '/account profile': ACCOUNT,
  Profile: { ...ACCOUNT, unlinked: 'PROFILE_ELSEWHERE' },
  '/account link': ACCOUNT,
  '/account unlink': ACCOUNT,
  'account/link/keep': ACCOUNT,
  'account/link/remove': ACCOUNT,
  '/account wallet': ACCOUNT,
  '/account privacy export': ACCOUNT,
  '/account privacy delete': ACCOUNT,
  '/account privacy messages': { ...ACCOUNT, with: { messages: 'on' } },
  'account/privacy/delete': ACCOUNT,
  'account/privacy/confirm': { ...ACCOUNT, with: WRONG },
  'account/wallet/list': ACCOUNT,
  'account/wallet/choose': { ...ACCOUNT, values: ['wrong'] },
  'account/wallet/primary/:key': { ...ACCOUNT, isPersonal: true, foreign: 'WALLET_GONE' },
  'account/wallet/remove/:key': { ...ACCOUNT, isPersonal: true, foreign: 'WALLET_GONE' },
  'account/wallet/object/:place/:claimId': {
    ...ACCOUNT,
    isPersonal: true,
    foreign: 'WALLET_CLAIM_SETTLED',
    with: { place: 'panel' },
  },
  'account/wallet/add': ACCOUNT,
  'account/wallet/paste': ACCOUNT,
  'account/wallet/enter/:chain/:token': { ...ACCOUNT, with: { chain: 'evm', token: 'x'.repeat(43) } },
  'account/wallet/address': { ...ACCOUNT, with: WRONG },
  'account/wallet/sign/:token': { ...ACCOUNT, with: { ...WRONG, token: 'x'.repeat(43) } },

  '/community link': { needs: 'manager', unlinked: 'TRANSFER_CODE_INVALID', with: { code: 'wrong' } },
  '/community setup': MANAGER,
  '/community settings': MANAGER,
  '/community unlink': MANAGER,
  '/community transfer': MANAGER,
  '/community audit': { needs: 'manager', unlinked: 'served' },
  'community/link/restore': { needs: 'manager', unlinked: 'NOTHING_TO_RESTORE' },
  'community/link/new/:draftId': { needs: 'manager', unlinked: 'FORM_EXPIRED', isPersonal: true },
  'community/audit/:direction/:anchor/:who/:what': {
    needs: 'manager',
    unlinked: 'served',
    with: { direction: 'before', anchor: '0'.repeat(24), who: '-', what: '-' },
  },
  'community/setup/:page': { ...MANAGER, with: { page: 'channels' } },
  'community/again/:page': { ...MANAGER, with: { page: 'check' } },
  'community/role-remove/:roleId': { ...MANAGER, with: { roleId: A_ROLE } },
  'community/switch/:name/:to': { ...MANAGER, with: { name: 'winners', to: 'off' } },
  'community/type/:field': { ...MANAGER, with: { field: 'timezone' } },
  'community/typed/:field': { ...MANAGER, with: { field: 'timezone', value: 'UTC' } },
  'community/channel/:field': { ...MANAGER, with: { field: 'logChannel' }, values: [] },
  'community/role': { ...MANAGER, values: [A_ROLE] },
  'community/role-permissions/:roleId': {
    needs: 'manager',
    unlinked: 'SETTING_REFUSED',
    with: { roleId: A_ROLE },
    values: ['analytics.view'],
  },
  'community/card-deleted': { ...MANAGER, values: ['close'] },
  'community/language': { ...MANAGER, values: ['en-US'] },
  'community/common/:field': { ...MANAGER, with: { field: 'timezone' }, values: ['UTC'] },
  'community/transfer/ask': MANAGER,
  'community/transfer/code': MANAGER,
  'community/unlink/ask': MANAGER,
  'community/unlink/confirm': { ...MANAGER, with: WRONG },

  '/allowlist create': RUNNERS,
  'allowlists/create/:draftId': { ...RUNNERS, foreign: 'FORM_EXPIRED', isPersonal: true },
  'allowlists/fix/:draftId': {
    ...RUNNERS,
    unlinked: 'FORM_EXPIRED',
    foreign: 'FORM_EXPIRED',
    isPersonal: true,
  },
  'allowlists/editor/:connectionId': RUN,
  'allowlists/post/:connectionId': RUN,
  'allowlists/discard/:connectionId': RUN,
  'allowlists/duplicate/:connectionId': RUN,
  'allowlists/wallets/:connectionId': RUN,
  'allowlists/wallets/:connectionId/file': RUN,
  'allowlists/edit/:connectionId/:part': { ...RUN, with: { part: 'texts' } },
  'allowlists/edited/:connectionId/:part/:seen': { ...RUN, with: { part: 'texts', seen: 'wrong' } },
  'allowlists/refine/:formId': { ...RUNNERS, unlinked: 'FORM_EXPIRED' },
  'allowlists/winner-role/:connectionId': { ...RUN, values: [] },
  'allowlists/channel/:connectionId': { ...RUN, values: [A_ROLE] },
  'allowlists/bonuses/:connectionId': RUN,
  'allowlists/bonus-add/:connectionId': { ...RUN, values: ['booster'] },
  'allowlists/bonus/:connectionId/:kind': { ...RUN, with: { kind: 'booster', tickets: 'wrong' } },
  'allowlists/bonus-fix/:formId': { ...RUNNERS, unlinked: 'FORM_EXPIRED' },
  'allowlists/bonus-remove/:connectionId': { ...RUN, values: ['wrong'] },
  'allowlists/bonus-mode/:connectionId/:mode': { ...RUN, with: { mode: 'highest' } },
  '/verify': { needs: 'everyone', unlinked: 'DRAW_NOT_FOUND', with: { draw: 'wrong' } },
  '/allowlist export': {
    ...RUN_ON,
    unlinked: 'ALLOWLIST_NOT_FOUND',
    with: { allowlist: 'wrong', who: 'entries', format: 'csv' },
  },
  '/allowlist draw': { needs: ['allowlists.draw'], unlinked: 'served' },
  'allowlists/draw-chosen': {
    needs: ['allowlists.draw'],
    unlinked: 'ALLOWLIST_NOT_FOUND',
    values: ['wrong'],
  },
  'allowlists/draw/:connectionId': DRAWERS,
  'allowlists/draw-ask/:connectionId': DRAWERS,
  'allowlists/draw-now/:connectionId': DRAWERS,
  'allowlists/draw-channel/:connectionId': { ...DRAWERS, values: [] },
  'allowlists/winners/:connectionId/:page': { ...REROLL, with: { page: '0' } },
  'allowlists/reroll/:connectionId/:rank': { ...REROLL, with: { rank: '1' } },
  'allowlists/reroll-why/:connectionId/:rank': {
    ...REROLL,
    with: { rank: '1', code: 'other', reason: 'wrong' },
  },
  'allowlists/reroll-do/:connectionId/:formId': {
    ...DRAWERS,
    unlinked: 'FORM_EXPIRED',
    with: { formId: AN_ID },
  },
  '/allowlist manage': { needs: ['allowlists.run'], unlinked: 'served' },
  'allowlists/managed': {
    needs: ['allowlists.run'],
    unlinked: 'ALLOWLIST_NOT_FOUND',
    values: ['0'.repeat(24)],
  },
  'allowlists/stats/:connectionId': ALLOWLIST_STATISTICS,
  'allowlists/figures/:connectionId': ALLOWLIST_STATISTICS,
  'allowlists/manage/:connectionId': RUN_ON,
  'allowlists/manage/:connectionId/do/:move': { ...RUN_ON, with: { move: 'pause' } },
  'allowlists/manage/:connectionId/ask/:move': { ...RUN_ON, with: { move: 'cancel' } },
  'allowlists/manage/:connectionId/end': RUN,
  'allowlists/manage/:connectionId/ends/:seen': { ...RUN, with: { seen: '0', end: '7d' } },
  'allowlists/manage/:connectionId/fix/:formId': {
    ...RUNNERS,
    unlinked: 'FORM_EXPIRED',
    foreign: 'FORM_EXPIRED',
  },

  '/tasks': { needs: 'everyone', unlinked: 'SERVER_NOT_LINKED' },
  'tasks/page/:show/:direction/:anchor': {
    needs: 'everyone',
    unlinked: 'SERVER_NOT_LINKED',
    with: { show: 'open', direction: 'after', anchor: 'f'.repeat(24) },
  },
  'tasks/complete/:postId': { ...TASK, unlinked: 'TASK_CLOSED' },
  'tasks/take/:postId/:page': { ...TASK, unlinked: 'TASK_CLOSED' },
  'tasks/sent/:postId/:page': { ...TASK, unlinked: 'TASK_CLOSED', with: { proof: 'done' } },
  'tasks/details/:postId': { ...TASK, unlinked: 'served' },

  'tasks/stats/:postId': STATISTICS,
  'tasks/figures/:of/:postId': { ...STATISTICS, with: { of: 'campaign' } },

  '/task create': { ...CREATORS, with: { type: 'custom' } },
  'tasks/create/:draftId': { ...CREATORS, isPersonal: true, foreign: 'FORM_EXPIRED' },
  'tasks/fix/:draftId': { ...CREATORS, isPersonal: true, foreign: 'FORM_EXPIRED', unlinked: 'FORM_EXPIRED' },
  '/task points credit': { ...MANAGER, with: { member: A_PERSON, amount: '5', reason: 'Thanks' } },
  '/task points debit': { ...MANAGER, with: { member: A_PERSON, amount: '1', reason: 'Undone' } },
  '/leaderboard': { needs: 'everyone', unlinked: 'SERVER_NOT_LINKED' },
  'leaderboard/open/:kind': { needs: 'everyone', unlinked: 'SERVER_NOT_LINKED', with: { kind: 'week' } },
  'leaderboard/:period/:direction/:points/:discordId': {
    needs: 'everyone',
    unlinked: 'SERVER_NOT_LINKED',
    with: { period: 'all', direction: 'after', points: '10', discordId: A_ROLE },
  },
  'tasks/editor/:postId': EDIT,
  'tasks/post/:postId': EDIT,
  'tasks/discard/:postId': EDIT,
  'tasks/duplicate/:postId': EDIT,
  'tasks/edit/:postId/:part': { ...EDIT, with: { part: 'texts' } },
  'tasks/edited/:postId/:part/:seen': { ...EDIT, with: { part: 'texts', seen: 'wrong' } },
  'tasks/refine/:formId': { ...CREATORS, unlinked: 'FORM_EXPIRED' },
  'tasks/reward/:postId': { ...EDIT, values: [] },
  'tasks/channel/:postId': { ...EDIT, values: [A_ROLE] },
  'questions/open/:postId': QUESTIONS,
  'questions/choose/:postId/:version': { ...QUESTIONS, with: { version: '0' }, values: ['0'] },
  'questions/form/:postId/:version/:at': { ...QUESTIONS, with: { version: '0', at: 'new' } },
  'questions/sent/:postId/:version/:at': { ...QUESTIONS, with: { version: '0', at: 'new', text: 'Why?' } },
  'questions/fix/:postId/:version/:at/:draftId': {
    ...QUESTIONS,
    isPersonal: true,
    foreign: 'FORM_EXPIRED',
    unlinked: 'FORM_EXPIRED',
    with: { version: '0', at: 'new' },
  },
  'questions/move/:postId/:version/:at/:to': { ...QUESTIONS, with: { version: '0', at: '0', to: '1' } },
  'questions/remove/:postId/:version/:at': { ...QUESTIONS, with: { version: '0', at: '0' } },
  'questions/mark/:postId': { ...QUESTIONS, unlinked: 'served', foreign: 'served' },
  'questions/marked/:postId': { ...QUESTIONS, with: { mark: '70' } },
  'questions/preview/:postId/:page': { ...QUESTIONS, with: { page: '0' } },
  'questions/previewed/:postId/:page': { ...QUESTIONS, with: { page: '0' } },
  'questions/tallies/:postId/:page': { ...QUESTIONS, with: { page: '0' } },
  'questions/file/:postId': QUESTIONS,
  '/task manage': { ...MANAGE },
  'tasks/managed': { ...MANAGE, values: ['wrong'] },
  'tasks/manage/:postId': MANAGE,
  'tasks/manage/:postId/do/:move': { ...MANAGE, with: { move: 'pause' } },
  'tasks/manage/:postId/cancel': MANAGE,
  'tasks/manage/:postId/end': EDIT,
  'tasks/manage/:postId/ends/:seen': { ...EDIT, with: { seen: '1', end: '7d' } },
  'tasks/manage/:postId/fix/:formId': {
    ...CREATORS,
    unlinked: 'FORM_EXPIRED',
    foreign: 'FORM_EXPIRED',
    with: { formId: 'wrong' },
  },
  '/task review': REVIEWERS,
  'reviews/open': REVIEWERS,
  'reviews/of/:scope': { ...REVIEWERS, with: { scope: 'all' } },
  'reviews/filter': { ...REVIEWERS, values: ['all'] },
  'reviews/approve/:completionId/:attempt/:scope': { ...REVIEW, with: SEEN },
  'reviews/reject/:completionId/:attempt/:scope': {
    ...REVIEW,
    unlinked: 'served',
    foreign: 'served',
    with: SEEN,
  },
  'reviews/reason/:completionId/:attempt/:scope': { ...REVIEW, with: { ...SEEN, reason: 'No' } },
  'reviews/skip/:completionId/:scope': { ...REVIEW, foreign: 'served', with: { scope: 'all' } },
  'reviews/card-approve/:completionId/:attempt': { ...REVIEW, with: SEEN },
  'reviews/card-reject/:completionId/:attempt': {
    ...REVIEW,
    unlinked: 'served',
    foreign: 'served',
    with: SEEN,
  },
  'reviews/card-reason/:completionId/:attempt': { ...REVIEW, with: { ...SEEN, reason: 'No' } },
  'reviews/card-queue': REVIEWERS,
  'reviews/bulk/:postId': { ...REVIEWERS, foreign: 'TASK_NOT_FOUND' },
  'reviews/bulk-approve/:postId/:until': { ...REVIEWERS, foreign: 'TASK_NOT_FOUND', with: { until: '0' } },
  // Templates are the server's; what stands beside them is looked at when it is saved as one.
  'templates/open/:owner/:ownerId': { ...TEMPLATES, foreign: 'served' },
  'templates/name/:owner/:ownerId': { ...TEMPLATES, unlinked: 'served', foreign: 'served' },
  'templates/save/:owner/:ownerId': {
    ...TEMPLATES,
    foreign: 'TASK_NOT_FOUND',
    with: { owner: 'task', name: 'Mine' },
  },
  'templates/choose/:owner/:ownerId/:list': {
    ...TEMPLATES,
    foreign: 'TEMPLATE_REFUSED',
    with: { owner: 'task', list: '0' },
    values: ['wrong'],
  },
  'templates/delete/:owner/:ownerId/:templateId': {
    ...TEMPLATES,
    foreign: 'TEMPLATE_REFUSED',
    with: { owner: 'task', templateId: 'wrong' },
  },
  'requirements/open/:owner/:postId': REQUIREMENTS,
  'requirements/add/:owner/:postId': { ...REQUIREMENTS, values: ['points'] },
  'requirements/form/:owner/:postId/:kind': {
    ...REQUIREMENTS,
    with: { owner: 'task', kind: 'points', points: '5' },
  },
  'requirements/remove/:owner/:postId': { ...REQUIREMENTS, values: ['0'.repeat(12)] },
  'requirements/fix/:draftId': {
    needs: ['tasks.create', 'allowlists.run'],
    isPersonal: true,
    foreign: 'FORM_EXPIRED',
    unlinked: 'FORM_EXPIRED',
  },
  'allowlists/enter/:connectionId': { ...ALLOWLIST, unlinked: 'ALLOWLIST_CLOSED' },
  'allowlists/entered/:connectionId': { ...ALLOWLIST, unlinked: 'ALLOWLIST_CLOSED' },
  'allowlists/details/:connectionId': { ...ALLOWLIST, unlinked: 'served' },
  'allowlists/entry/:connectionId': { ...ALLOWLIST, unlinked: 'served' },
  'allowlists/refresh/:connectionId': { ...ALLOWLIST, unlinked: 'NOT_ENTERED' },
  'allowlists/leave/:connectionId': { ...ALLOWLIST, unlinked: 'served' },
  'allowlists/left/:connectionId': { ...ALLOWLIST, unlinked: 'NOT_ENTERED' },
  'allowlists/claim/:connectionId': { ...ALLOWLIST, unlinked: 'CLAIM_REFUSED' },
  'allowlists/claimed/:connectionId': { ...ALLOWLIST, unlinked: 'CLAIM_REFUSED' },
  'allowlists/decline/:connectionId': { ...ALLOWLIST, unlinked: 'CLAIM_REFUSED' },
  'allowlists/declined/:connectionId': { ...ALLOWLIST, unlinked: 'CLAIM_REFUSED' },
  'allowlists/entry-file/:connectionId': { ...ALLOWLIST, unlinked: 'NOT_ENTERED' },
  '/allowlists': { needs: 'everyone', unlinked: 'SERVER_NOT_LINKED' },
  'allowlists/page/:show/:direction/:anchor': {
    needs: 'everyone',
    unlinked: 'SERVER_NOT_LINKED',
    with: { show: 'open', direction: 'after', anchor: 'f'.repeat(24) },
  },
  'allowlists/appeal/:connectionId': { ...ALLOWLIST, unlinked: 'served', foreign: 'served' },
  'allowlists/appealed/:connectionId': {
    ...ALLOWLIST,
    unlinked: 'ENTRY_DECIDED',
    with: { appeal: 'Please' },
  },
  'allowlists/held/:connectionId': HELD,
  'allowlists/held-next/:connectionId/:entryId': { ...HELD, with: { entryId: AN_ID } },
  'allowlists/held-decide/:connectionId/:entryId/:verdict': {
    ...HELD,
    with: { entryId: AN_ID, verdict: 'accept' },
  },
  'allowlists/held-ask/:connectionId/:verdict': { ...HELD, with: { verdict: 'accept' } },
  'allowlists/held-all/:connectionId/:verdict/:until': { ...HELD, with: { verdict: 'accept', until: '0' } },
  'allowlists/picks/:connectionId/:show/:direction/:anchor': {
    ...PICKS,
    with: { show: 'all', direction: 'after', anchor: 'start' },
  },
  'allowlists/application/:connectionId/:entryId': { ...PICKS, with: { entryId: AN_ID } },
  'allowlists/pick/:connectionId/:entryId/:verdict': {
    ...PICKS,
    with: { entryId: AN_ID, verdict: 'pick' },
  },
  'allowlists/picks-ask/:connectionId': PICKS,
  'allowlists/picks-announce/:connectionId/:revision': { ...PICKS, with: { revision: '0' } },
  'allowlists/risk/:connectionId': HELD,
  'allowlists/risked/:connectionId': { ...HELD, with: { hold: '60', refuse: '' } },
  'Manage this post': {
    needs: ['tasks.create', 'tasks.review', 'analytics.view', 'allowlists.run'],
    ofPost: ['tasks.create', 'tasks.review', 'analytics.view'],
    unlinked: 'served',
    foreign: 'NOT_OUR_POST',
  },
};

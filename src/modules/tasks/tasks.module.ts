import { Module, type OnModuleInit } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../../infra/audit/index.js';
import { DraftsModule } from '../../infra/drafts/index.js';
import { DueRunner } from '../../infra/jobs/index.js';
import { Outbox } from '../../infra/outbox/index.js';
import { ProjectionRunner } from '../../infra/projections/index.js';
import { AccountsModule } from '../accounts/index.js';
import { CardsModule, CardsOfAllKinds } from '../cards/index.js';
import { PointsModule } from '../points/index.js';
import { RequirementKinds, RequirementsEditorService, RequirementsModule } from '../requirements/index.js';
import { RolesToGive, ServersModule } from '../servers/index.js';
import { TemplatesModule, TemplatesService } from '../templates/index.js';
import { CardLossesRepository } from './cards/card-losses.repository.js';
import { ManagedTaskCards } from './cards/managed-task-cards.js';
import { CardLossesService } from './cards/card-losses.service.js';
import { CardsRepository } from './cards/cards.repository.js';
import { TaskCardEffect } from './cards/task-card.effect.js';
import { CreateTaskSlash } from './commands/create-task.slash.js';
import { LeaderboardSlash } from './commands/leaderboard.slash.js';
import { ListTasksSlash } from './commands/list-tasks.slash.js';
import { ManageTasksSlash } from './commands/manage-tasks.slash.js';
import { TaskAutocomplete } from './commands/options/task.autocomplete.js';
import { ManageTaskSelect } from './components/manage-task.select.js';
import { ManagedTasksService } from './life/managed-tasks.service.js';
import { PointsSlash } from './commands/points.slash.js';
import { ReviewTasksSlash } from './commands/review-tasks.slash.js';
import { CompleteTaskButton } from './components/complete-task.button.js';
import { ManageTaskButtons } from './components/manage-task.button.js';
import { TaskEndModal } from './components/task-end.modal.js';
import { LeaderboardButtons } from './components/leaderboard.button.js';
import { BulkApprovalButtons } from './components/bulk-approval.button.js';
import { ReviewCardButtons } from './components/review-card.button.js';
import { QuestionsEditorControls } from './components/questions-editor.button.js';
import { QuestionsPanelControls } from './components/questions-panel.button.js';
import { ReviewPanelButtons } from './components/review-panel.button.js';
import { TakeTaskButton } from './components/take-task.button.js';
import { TaskStatisticsButtons } from './components/task-statistics.button.js';
import { TaskDetailsButton } from './components/task-details.button.js';
import { TaskFormModal } from './components/task-form.modal.js';
import { TaskPageModal } from './components/task-page.modal.js';
import { TasksPageButton } from './components/tasks-page.button.js';
import { TaskClock } from './life/task-clock.service.js';
import { TaskLifeEffect } from './life/task-life.effect.js';
import { TaskEditorButtons } from './components/task-editor.button.js';
import { TaskEditorModal } from './components/task-editor.modal.js';
import { TaskEditorSelects } from './components/task-editor.select.js';
import { TaskCopiesService } from './creation/task-copies.service.js';
import { TaskDraftsService } from './creation/task-drafts.service.js';
import { TaskEditingRepository } from './creation/task-editing.repository.js';
import { TaskEditorService } from './creation/task-editor.service.js';
import { TaskFormsService } from './creation/task-forms.service.js';
import { TaskTemplates } from './creation/task-templates.service.js';
import { TaskEndsService } from './life/task-ends.service.js';
import { TaskLifeService } from './life/task-life.service.js';
import { TaskLivesRepository } from './life/task-lives.repository.js';
import { TaskMoves } from './life/task-moves.service.js';
import { ManagePostService } from './manage-post.service.js';
import { MemberAttempts } from './member-attempts.service.js';
import { LeaderboardService } from './points/leaderboard.service.js';
import { ManualPointsService } from './points/manual-points.service.js';
import { PointsNoticeEffect } from './points/points-notice.effect.js';
import { TaskRequirementsRepository } from './requirements/task-requirements.repository.js';
import { TaskRequirements } from './requirements/task-requirements.service.js';
import { TasksDoneKind } from './requirements/tasks-done.kind.js';
import { QuestionsEditorService } from './questions/questions-editor.service.js';
import { QuestionsRepository } from './questions/questions.repository.js';
import { SurveyAnswersService } from './questions/survey-answers.service.js';
import { TaskPagesService } from './questions/task-pages.service.js';
import { reviewing } from './reviews/reviewing.js';
import { BulkApprovalEffect } from './reviews/bulk-approval.effect.js';
import { MoveReviewCardsEffect } from './reviews/move-review-cards.effect.js';
import { ReviewCardsEffect } from './reviews/review-cards.effect.js';
import { RoleRewardEffect } from './rewards/role-reward.effect.js';
import { RoleRewardsRepository } from './rewards/role-rewards.repository.js';
import { taskCompletions } from './schemas/task-completion.schema.js';
import { taskPosts } from './schemas/task-post.schema.js';
import { SettleCompletionEffect } from './settle-completion.effect.js';

import { TaskCompletionsRepository } from './task-completions.repository.js';
import { TaskCountsProjection } from './task-counts.projection.js';
import { CardEngagementEffect } from './figures/card-engagement.effect.js';
import { CardEngagementListener } from './figures/card-engagement.listener.js';
import { CardEngagementRepository } from './figures/card-engagement.repository.js';
import { CardEngagementService } from './figures/card-engagement.service.js';
import { TaskFiguresProjection } from './figures/task-figures.projection.js';
import { TaskFiguresRepository } from './figures/task-figures.repository.js';
import { TaskStatisticsService } from './figures/task-statistics.service.js';
import { TaskListService } from './task-list.service.js';
import { TaskPostsRepository } from './task-posts.repository.js';
import { TasksService } from './tasks.service.js';
import { channelWriters } from './verifiers/discord_message/channel-writer.schema.js';
import { ChannelWritersRepository } from './verifiers/discord_message/channel-writers.repository.js';
import { ChannelWriters } from './verifiers/discord_message/channel-writers.service.js';
import { MessageHeardListener } from './verifiers/discord_message/message-heard.listener.js';
import { taskTypes } from './verifiers/task-types.js';

const commands = [
  CreateTaskSlash,
  LeaderboardSlash,
  ListTasksSlash,
  ManageTasksSlash,
  PointsSlash,
  ReviewTasksSlash,
];
const components = [
  CompleteTaskButton,
  LeaderboardButtons,
  ManageTaskButtons,
  ManageTaskSelect,
  TaskEndModal,
  BulkApprovalButtons,
  ReviewCardButtons,
  QuestionsEditorControls,
  QuestionsPanelControls,
  ReviewPanelButtons,
  TakeTaskButton,
  TaskDetailsButton,
  TaskStatisticsButtons,
  TaskEditorButtons,
  TaskEditorModal,
  TaskEditorSelects,
  TaskFormModal,
  TaskPageModal,
  TasksPageButton,
];

const life = [TaskLivesRepository, TaskMoves, TaskLifeService, TaskEndsService, TaskClock, TaskLifeEffect];
const creation = [
  TaskFormsService,
  TaskDraftsService,
  TaskEditorService,
  TaskCopiesService,
  TaskTemplates,
  TaskEditingRepository,
];
const cards = [CardsRepository, CardLossesRepository, CardLossesService, ManagedTaskCards, TaskCardEffect];

const requirements = [TaskRequirements, TaskRequirementsRepository, TasksDoneKind];

@Module({
  imports: [
    AccountsModule,
    AuditModule,
    CardsModule,
    DraftsModule,
    PointsModule,
    RequirementsModule,
    TemplatesModule,
    ServersModule,
    MongooseModule.forFeature([taskPosts.model, taskCompletions.model, channelWriters.model]),
  ],
  providers: [
    ...commands,
    ...components,
    ...creation,
    ...life,
    ...requirements,
    TasksService,
    TaskPagesService,
    QuestionsEditorService,
    QuestionsRepository,
    SurveyAnswersService,
    TaskListService,
    ...reviewing,
    RoleRewardEffect,
    RoleRewardsRepository,
    LeaderboardService,
    ManualPointsService,
    PointsNoticeEffect,
    ManagePostService,
    ManagedTasksService,
    TaskAutocomplete,
    MemberAttempts,
    TaskPostsRepository,
    TaskCompletionsRepository,
    ...taskTypes,
    ChannelWriters,
    ChannelWritersRepository,
    MessageHeardListener,
    SettleCompletionEffect,
    ...cards,
    TaskCountsProjection,
    TaskFiguresProjection,
    TaskFiguresRepository,
    CardEngagementEffect,
    CardEngagementListener,
    CardEngagementRepository,
    CardEngagementService,
    TaskStatisticsService,
  ],
  exports: [MemberAttempts, TaskFiguresRepository],
})
export class TasksModule implements OnModuleInit {
  constructor(
    private readonly effects: DueRunner,
    private readonly outbox: Outbox,
    private readonly projections: ProjectionRunner,
    private readonly settleCompletion: SettleCompletionEffect,
    private readonly reviewCards: ReviewCardsEffect,
    private readonly bulkApproval: BulkApprovalEffect,
    private readonly roleReward: RoleRewardEffect,
    private readonly roleRewards: RoleRewardsRepository,
    private readonly rolesToGive: RolesToGive,
    private readonly taskCard: TaskCardEffect,
    private readonly taskLife: TaskLifeEffect,
    private readonly cards: CardsOfAllKinds,
    private readonly cardLosses: CardLossesService,
    private readonly managedCards: ManagedTaskCards,
    private readonly moveReviewCards: MoveReviewCardsEffect,
    private readonly pointsNotice: PointsNoticeEffect,
    private readonly taskCounts: TaskCountsProjection,
    private readonly taskFigures: TaskFiguresProjection,
    private readonly cardEngagement: CardEngagementEffect,
    private readonly requirementKinds: RequirementKinds,
    private readonly requirementsEditor: RequirementsEditorService,
    private readonly ownTemplates: TaskTemplates,
    private readonly templates: TemplatesService,
    private readonly tasksDone: TasksDoneKind,
    private readonly taskRequirements: TaskRequirements,
  ) {}

  onModuleInit(): void {
    this.effects.register(this.settleCompletion);
    this.effects.register(this.reviewCards);
    this.effects.register(this.roleReward);
    this.outbox.register(this.bulkApproval);
    this.rolesToGive.register((guildId) => this.roleRewards.promisedIn(guildId));
    this.effects.register(this.taskCard);
    this.effects.register(this.taskLife);
    this.effects.register(this.cardEngagement);
    this.cards.register({ effect: this.taskCard, losses: this.cardLosses, managed: this.managedCards });
    this.outbox.register(this.moveReviewCards);
    this.outbox.register(this.pointsNotice);
    this.projections.register(this.taskCounts);
    this.projections.register(this.taskFigures);
    this.requirementKinds.register(this.tasksDone);
    this.requirementsEditor.register(this.taskRequirements);
    this.templates.register(this.ownTemplates);
  }
}

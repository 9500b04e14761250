import { EntryProofs } from '../entries/entry-proof.port.js';
import { CommitReveal } from './commit-reveal.service.js';
import { DrandChainPinned } from './drand-chain.js';
import { DrandClient } from './drand.client.js';
import { DrawAllowlistsRepository } from './draw-allowlists.repository.js';
import { DrawEffect } from './draw.effect.js';
import { DrawEngine } from './draw-engine.service.js';
import { DrawJudging } from './draw-judging.service.js';
import { DrawListsRepository } from './draw-lists.repository.js';
import { DrawMessages } from './draw-messages.js';
import { DrawPace } from './draw-pace.js';
import { DrawRanks } from './draw-ranks.service.js';
import { DrawStart } from './draw-start.service.js';
import { DrawStarter } from './draw-starter.port.js';
import { DrawTelling } from './draw-telling.service.js';
import { DrawnRandomness } from './drawn-randomness.service.js';
import { DrawnPlacesRepository } from './drawn-places.repository.js';
import { DrawsRepository } from './draws.repository.js';
import { Eligibility } from './eligibility.service.js';
import { ErasedMeanwhile } from './erased-meanwhile.service.js';
import { ListFreeze } from './list-freeze.service.js';
import { ProofsService } from './proofs.service.js';
import { RandomnessSource } from './randomness-source.port.js';

/** What ends and draws allowlists. */
export const drawing = [
  CommitReveal,
  DrandChainPinned,
  DrandClient,
  DrawAllowlistsRepository,
  DrawEffect,
  DrawEngine,
  DrawJudging,
  DrawListsRepository,
  DrawMessages,
  DrawPace,
  DrawRanks,
  DrawStart,
  DrawTelling,
  DrawnRandomness,
  DrawnPlacesRepository,
  DrawsRepository,
  Eligibility,
  ErasedMeanwhile,
  ListFreeze,
  ProofsService,
  { provide: DrawStarter, useExisting: DrawStart },
  { provide: EntryProofs, useExisting: ProofsService },
  { provide: RandomnessSource, useExisting: DrawnRandomness },
];

/** The draw protocol `naffles-draw/1`: pure, for Node and for a browser's worker. Node's SHA-256 is apart. */
export { type Sha256 } from './bytes.js';
export {
  type Commitment,
  type DrandCommitted,
  type SeedCommitted,
  commitmentHash,
  MOST_WINNERS,
  PROTOCOL,
  readCommitment,
} from './commitment.js';
export {
  beaconValue,
  type DrandChain,
  isBeacon,
  messageTimeMs,
  QUICKNET,
  roundFor,
  roundTimeMs,
} from './drand.js';
export { BLOCK_LEAVES, FrozenList, type ListFigures, pathInList } from './frozen-list.js';
export {
  type Chunks,
  eachLine,
  entrantHasher,
  isOpen,
  leafHasher,
  type ListLine,
  type MaskedLine,
  maskLine,
  type OpenLine,
  readLine,
  writeLine,
} from './list.js';
export { checkDisqualified, ranksDrawn, winningRanks } from './places.js';
export {
  DISQUALIFIED_CODES,
  type DisqualifiedCode,
  type DisqualifiedRecord,
  type EntryFile,
  type MaskedWinner,
  type OpenWinner,
  type Post,
  type Proof,
  type ProofWinner,
  readEntry,
  readProof,
  writeProof,
} from './proof.js';
export { type BeaconRevealed, type Revealed, type SeedRevealed, seedHashOf, valueOf } from './randomness.js';
export { drawInput, drawKey, Ranking, rankingOf, WordStream } from './ranking.js';
export {
  type Expected,
  type JsonProblem,
  type Reason,
  Refusal,
  type RefusalCode,
  type RefusalFacts,
} from './refusal.js';
export type { Step, StepFacts, StepId, Surroundings, Verdict } from './verdict.js';
export { shownBy, type VerdictWords, wordedReason } from './verdict-words.js';
export { verifyProof } from './verify.js';
export { LARGEST_FILE } from './strict-json.js';
export { verifyEntry } from './verify-entry.js';

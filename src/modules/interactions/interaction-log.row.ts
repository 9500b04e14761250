import { Types } from 'mongoose';
import type { InteractionRecord } from '../../infra/discord/index.js';
import type { DiscordInteractionLog } from './schemas/interaction-log.schema.js';

/** By hand, not by `withDefaults`: this runs for every interaction. What is `undefined` is not stored. */
export function rowOf(record: InteractionRecord): DiscordInteractionLog {
  const { notes, ending } = record;
  return {
    _id: new Types.ObjectId(),
    interactionId: record.interactionId,
    guildId: record.guildId,
    channelId: record.channelId,
    userId: record.userId,
    interaction: {
      type: record.kind,
      commandName: record.commandName,
      customId: record.customId,
      options: record.options,
    },
    timing: {
      timestamp: record.madeAt,
      responseTime: record.responseMs,
      processingTime: record.processingMs,
    },
    performance: {
      memoryUsage: record.heapBytes,
      cpuUsage: record.cpuCores,
      networkLatency: record.latencyMs,
    },
    security: {
      riskScore: notes.riskScore ?? 0,
      suspiciousActivity: notes.suspiciousActivity ?? false,
      rateLimited: notes.rateLimited ?? false,
    },
    businessData: {
      pointsAwarded: notes.pointsAwarded ?? 0,
      taskCompleted: notes.taskCompleted ?? false,
      conversionEvent: notes.conversionEvent ?? false,
    },
    outcome: { status: ending.status, errorCode: ending.errorCode, incidentId: ending.incidentId },
  };
}

import type { Logger } from 'pino'
import { createDirectory } from './active-directory/create-directory.ts'
import type { Config } from './config.ts'
import { none } from './dynamics/auth/none.ts'
import { createOrganization } from './dynamics/create-organization.ts'
import { systemClock } from './system-clock.ts'
import type { Context, Policy } from './use-cases/context.ts'

const upstreamTimeoutMs = 30_000

/** Both outside worlds, and what is wanted of them; nothing is contacted yet. */
export function connect(
  config: Config,
  log: Logger
): Pick<Context, 'directory' | 'organization' | 'policy'> {
  return {
    directory: createDirectory({ ...config.directory, timeoutMs: upstreamTimeoutMs }, log),
    organization: createOrganization(
      { ...config.dynamics, auth: none, timeoutMs: upstreamTimeoutMs, pageSize: 5000 },
      systemClock,
      log
    ),
    policy: policyOf(config)
  }
}

function policyOf(config: Config): Policy {
  const { placeholderUnit } = config
  const { maxConcurrency, maxWritesPerSecond } = config.dynamics
  return {
    placeholders: config.placeholders,
    makesPlaceholders: config.makesPlaceholders,
    protectedNames: config.protectedNames,
    protectedGroups: config.protectedGroups,
    approvalsRequired: config.approvalsRequired,
    maxPlanUsers: config.maxPlanUsers,
    maxPlanPercent: config.maxPlanPercent,
    planTtlMs: config.planTtlMs,
    settleTimeoutMs: config.settleTimeoutMs,
    fullScanIntervalMs: config.fullScanIntervalMs,
    maxConcurrency,
    ...(placeholderUnit !== undefined && { placeholderUnit }),
    ...(maxWritesPerSecond !== undefined && { maxWritesPerSecond })
  }
}

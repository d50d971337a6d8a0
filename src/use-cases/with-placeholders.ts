import { randomBytes, randomUUID } from 'node:crypto'
import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Placeholder } from '../model/placeholder.ts'
import type { MadeFor, StoredPlan } from '../ports.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { judgePlaceholders } from './list-placeholders.ts'
import { recordDeed } from './record-deed.ts'
import { removePlaceholders } from './remove-leftovers.ts'

interface PlanMaking<Kept> {
  /** Those that are there and fit. */
  readonly fit: readonly Placeholder[]
  /** False where a request names those to use. */
  readonly mayMake: boolean
  /** Throws when there should be no plan. */
  readonly build: (planId: string, placeholders: readonly Placeholder[]) => StoredPlan
  readonly keep: (plan: StoredPlan) => Promise<Kept>
}

/**
 * Builds a plan and keeps it. Where the service may make placeholders, it first makes those that the
 * plan lacks: they have to be there then, for what is approved are accounts and not names. Without
 * a plan nothing is made, and what was made for one that fails is removed.
 */
export async function withPlaceholders<Kept>(
  context: Context,
  caller: Caller,
  { fit, mayMake, build, keep }: PlanMaking<Kept>,
  signal: AbortSignal
): Promise<Kept> {
  const planId = randomUUID()
  const imagined = mayMake && context.policy.makesPlaceholders ? imagine(mostMade) : []
  const plan = build(planId, [...fit, ...imagined])
  const lacking = plan.placeholdersNeeded - fit.length
  if (imagined.length === 0) return keep(plan)
  if (lacking <= 0) return keep(build(planId, fit))
  try {
    const madeFor = { planId, organizationId: plan.organizationId }
    const made = await makePlaceholders(context, caller, madeFor, lacking, signal)
    return await keep(build(planId, [...fit, ...made]))
  } catch (error) {
    await removePlaceholders(
      context,
      ({ madeFor }) => madeFor.planId === planId,
      AbortSignal.timeout(answerTimeoutMs)
    )
    throw error
  }
}

/** More than a tangle of real people needs. */
const mostMade = 10

function imagine(count: number): readonly Placeholder[] {
  return Array.from({ length: count }, (_, number) => ({
    account: `\\imagined-${number}`,
    objectGuid: randomUUID(),
    status: 'free' as const
  }))
}

async function makePlaceholders(
  context: Context,
  caller: Caller,
  madeFor: MadeFor,
  count: number,
  signal: AbortSignal
): Promise<readonly Placeholder[]> {
  const names: string[] = []
  while (names.length < count) names.push(await makeOne(context, caller, madeFor, signal))
  const judged = await judgePlaceholders(context, names, signal, madeFor.planId)
  const faults = judged.flatMap(({ placeholder: { account }, fault }) =>
    fault ? `${account} was made and cannot be used: ${fault}` : []
  )
  if (faults.length === 0) return judged.map(({ placeholder }) => placeholder)
  throw new RelinkError('placeholder-unfit', {
    detail: `${faults.join(' ')} Look whether DIRECTORY_BASE_DN and DIRECTORY_USER_FILTER leave PLACEHOLDER_OU in sight.`
  })
}

async function makeOne(
  { directory, policy, store, clock, log }: Context,
  caller: Caller,
  madeFor: MadeFor,
  signal: AbortSignal
): Promise<string> {
  const unitDn = policy.placeholderUnit ?? ''
  const accountName = `relink-${randomBytes(4).toString('hex')}`
  const made = await directory.createPlaceholder({ unitDn, accountName, madeFor }, signal)
  log.info({ account: made.logonName, planId: madeFor.planId }, 'placeholder made')
  await recordDeed(store, clock, caller, {
    action: 'create-placeholder',
    target: made.logonName,
    after: madeFor.planId
  })
  return made.logonName
}

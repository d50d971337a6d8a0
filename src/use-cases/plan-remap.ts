import { RelinkError } from '../errors.ts'
import type { Caller } from '../model/caller.ts'
import type { Placeholder } from '../model/placeholder.ts'
import type { Blocked } from '../model/plan.ts'
import { present } from '../model/present.ts'
import type { PlanRequest } from '../model/requests.ts'
import type { OrganizationIdentity } from '../model/user.ts'
import type { StoredPlan } from '../ports.ts'
import { answerTimeoutMs, type Context } from './context.ts'
import { buildPlan } from './build-plan.ts'
import { choosePlaceholders } from './choose-placeholders.ts'
import { gatherRecords } from './gather-records.ts'
import { recordDeed } from './record-deed.ts'
import { refuseTooMany } from './refuse-too-many.ts'
import { resolveWishes } from './resolve-wishes.ts'
import { wishesOf } from './wishes-of.ts'
import { withPlaceholders } from './with-placeholders.ts'

/**
 * Makes an immutable plan from what a scan found and what people decided. Writes nothing outside but
 * the placeholders that it lacks, if the service may make them.
 */
export async function planRemap(
  context: Context,
  caller: Caller,
  request: PlanRequest
): Promise<StoredPlan> {
  const signal = AbortSignal.timeout(answerTimeoutMs)
  refuseOnline(await context.organization.identify(signal))
  const records = await gatherRecords(context, signal)
  const wishes = await wishesOf(context.store, request, records.identity.organizationId)
  const asked = request.placeholders ?? []
  const { moves, blocked } = await resolveWishes(context, records, wishes, asked, signal)
  const head = present({
    createdBy: caller.name,
    onBehalfOf: caller.onBehalfOf,
    scanId: request.scanId,
    changeNumber: request.changeNumber,
    note: request.note
  })
  const making = {
    fit: await choosePlaceholders(context, request.placeholders, signal),
    mayMake: request.placeholders === undefined,
    build(planId: string, placeholders: readonly Placeholder[]): StoredPlan {
      const own = { planId, ...head }
      const plan = buildPlan(context, records, moves, blocked, placeholders, own)
      if (plan.stepCount === 0) throw nothingToRemap(plan.blocked)
      refuseTooMany(context, records, plan)
      return plan
    },
    keep: (plan: StoredPlan) => keepPlan(context, caller, plan)
  }
  return withPlaceholders(context, caller, making, signal)
}

function refuseOnline({ isOnline }: OrganizationIdentity): void {
  if (!isOnline) return
  throw new RelinkError('managed-by-entra', {
    detail:
      'This organization is online: its logon names come from Entra. Correct the account there and let it synchronise.'
  })
}

function nothingToRemap(blocked: readonly Blocked[]): RelinkError {
  return new RelinkError('nothing-to-remap', {
    detail:
      blocked.length === 0
        ? 'The scan holds no user that could be remapped. Run detect-mismatch again if something changed since.'
        : 'Every user of the request is blocked; errors says why for each.',
    errors: blocked.map(({ systemUserId, code, detail }) => ({
      pointer: `/systemUserIds/${systemUserId}`,
      detail: `${code}: ${detail}`
    }))
  })
}

async function keepPlan(context: Context, caller: Caller, plan: StoredPlan): Promise<StoredPlan> {
  await context.store.atomically(async store => {
    await store.plans.add(plan)
    await recordDeed(store, context.clock, caller, {
      action: 'plan-remap',
      target: plan.planId,
      changeNumber: plan.changeNumber,
      after: plan.digest
    })
  })
  return plan
}

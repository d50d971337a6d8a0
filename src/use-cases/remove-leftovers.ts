import { RelinkError } from '../errors.ts'
import type { User } from '../model/user.ts'
import { spellings } from '../planning/logon-name.ts'
import type { Context } from './context.ts'
import { madePlaceholders, type MadePlaceholder } from './made-placeholders.ts'
import { recordDeed } from './record-deed.ts'

/** What was made for plans that are over, by whichever process and before whichever crash. */
export async function removeLeftovers(context: Context, signal: AbortSignal): Promise<void> {
  if (context.policy.makesPlaceholders) await removePlaceholders(context, isOver, signal)
}

function isOver(made: MadePlaceholder): boolean {
  return made.isOver
}

/** What can't be removed now is looked for again in a minute. */
export async function removePlaceholders(
  context: Context,
  isUnwanted: (made: MadePlaceholder) => boolean,
  signal: AbortSignal
): Promise<void> {
  try {
    const made = await madePlaceholders(context, signal)
    for (const each of made.filter(isUnwanted)) await removeUnlessHeld(context, each, signal)
  } catch (error) {
    if (!signal.aborted && !(error instanceof RelinkError)) throw error
    const facts = error instanceof RelinkError && { detail: error.details.detail }
    context.log.warn({ ...facts }, 'placeholders stay for now')
  }
}

async function removeUnlessHeld(
  context: Context,
  made: MadePlaceholder,
  signal: AbortSignal
): Promise<void> {
  const { directory, policy, store, clock, log } = context
  const { logonName, objectGuid, madeFor } = made
  const [holder] = await findHolders(context, made, signal)
  if (holder) {
    log.warn({ account: logonName, systemUserId: holder.systemUserId }, 'placeholder still needed')
    return
  }
  await directory.removePlaceholder(policy.placeholderUnit ?? '', objectGuid, signal)
  log.info({ account: logonName, planId: madeFor.planId }, 'placeholder removed')
  await recordDeed(
    store,
    clock,
    { name: 'relink' },
    { action: 'remove-placeholder', target: logonName, before: madeFor.planId }
  )
}

/**
 * Asked right before it is removed. Who is left on any placeholder of the plan is brought home by the
 * same steps, which may park others on this one.
 */
async function findHolders(
  { directory, organization }: Context,
  { logonName, userPrincipalName, plan }: MadePlaceholder,
  signal: AbortSignal
): Promise<readonly User[]> {
  const domains = await directory.domains(signal)
  const parks = plan?.steps.filter(step => step.action === 'park') ?? []
  const names = new Set([logonName, ...parks.map(step => step.toDomainName)])
  const spelled = [...names].flatMap(name => spellings(name, domains))
  return organization.findUsers(
    {
      systemUserIds: new Set(),
      domainNames: new Set([...spelled, ...(userPrincipalName ? [userPrincipalName] : [])]),
      emails: new Set(),
      employeeIds: new Set()
    },
    signal
  )
}

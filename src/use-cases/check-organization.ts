import type { ConnectionStep } from '../model/health.ts'
import type { OrganizationIdentity } from '../model/user.ts'
import type { Connections } from './check-connections.ts'
import { fail, note, pass, takeStep, type Finding } from './take-step.ts'

/** Where it doesn't say who it is, nothing else is asked. */
export async function checkOrganization(
  connections: Connections,
  signal: AbortSignal
): Promise<readonly ConnectionStep[]> {
  let identity: OrganizationIdentity | undefined
  const first = await step('organization', async () => {
    identity = await connections.organization.identify(signal)
    return whoAnswers(identity)
  })
  if (!identity) return [first]
  const { callerId } = identity
  return [
    first,
    await step('caller', () => whoWeAre(connections, callerId, signal)),
    await step('users', () => seeUsers(connections, signal))
  ]
}

function step(name: ConnectionStep['name'], find: () => Promise<Finding>): Promise<ConnectionStep> {
  return takeStep({ side: 'organization', name }, find)
}

function whoAnswers({ organizationId, version, isOnline }: OrganizationIdentity): Finding {
  const found = `Dynamics ${version} answers for the organization ${organizationId}`
  if (!isOnline) return pass(`${found}.`)
  return note(
    `${found}. It is online and takes logon names from Entra: mismatches are found, but nothing ` +
      'can be remapped.'
  )
}

async function whoWeAre(
  { organization }: Connections,
  callerId: string,
  signal: AbortSignal
): Promise<Finding> {
  const us = await organization.readUser(callerId, signal)
  if (us) return pass(`Dynamics knows us as ${us.fullName} (${us.domainName || callerId}).`)
  return fail(
    `Dynamics knows us as the user ${callerId} and does not show that record. ${readUsers}`
  )
}

const readUsers = 'Give our user a security role that reads users of the whole organization.'

/** Everybody may see themselves. */
async function seeUsers({ organization }: Connections, signal: AbortSignal): Promise<Finding> {
  for await (const users of organization.streamUsers(signal)) {
    if (users.length < 2) break
    return pass(`Users are to be seen: ${users.length} on the first page.`)
  }
  return fail(`Dynamics shows no users but ourselves. ${readUsers}`)
}

import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import type { ConnectionStep } from '../../src/model/health.ts'
import type { Directory, Organization } from '../../src/ports.ts'
import { checkConnections, type Connections } from '../../src/use-cases/check-connections.ts'
import { accountOf, policy, userOf } from '../fakes/context.ts'
import { fakeDirectory } from '../fakes/directory.ts'
import { fakeOrganization, identity } from '../fakes/organization.ts'

// What real servers answer is tried by test/check-connections.test.ts; here is what they don't.
const never = new AbortController().signal
const us = userOf(0, { systemUserId: identity.callerId, fullName: 'Service Relink' })

async function check(
  directory: Partial<Directory> = {},
  organization: Partial<Organization> = {},
  more: Partial<Connections['policy']> = {}
): Promise<readonly ConnectionStep[]> {
  return checkConnections(
    {
      directory: { ...fakeDirectory([accountOf('CONTOSO\\crm-park-01', 1)]), ...directory },
      organization: { ...fakeOrganization([us, userOf(1)]), ...organization },
      policy: { ...policy, ...more }
    },
    never
  )
}

const failing = (steps: readonly ConnectionStep[]) =>
  steps.filter(step => step.status === 'fail').map(step => step.name)
const [reached] = await fakeDirectory([]).inspectServers(never)
if (reached?.kind !== 'reached') throw new Error('the fake is reached')
const { logonName: _, ...untold } = reached

t.test('all well', async t => {
  const steps = await check()
  t.strictSame(failing(steps), [])
  t.ok(steps.every(step => step.status === 'pass'))
})

t.test('what is worth knowing fails nothing', async t => {
  const steps = await check(
    {
      inspectServers: async () => [{ ...untold, readsDeleted: false }],
      mayCreateAccounts: async () => undefined
    },
    { identify: async () => ({ ...identity, isOnline: true }) },
    { placeholders: [], placeholderUnit: 'OU=Parking', makesPlaceholders: true }
  )
  t.strictSame(
    steps.filter(step => step.status !== 'pass').map(({ name, status }) => [name, status]),
    [
      ['logon', 'note'],
      ['deleted-objects', 'note'],
      ['placeholder-unit', 'note'],
      ['organization', 'note']
    ]
  )
})

t.test('a server that can not answer in pages is none to read from', async t => {
  const steps = await check({ inspectServers: async () => [{ ...reached, offers: ['DirSync'] }] })
  t.strictSame(failing(steps), ['offers'])
})

t.test('a domain that no server holds is named, with the remedy', async t => {
  const domain = (name: string) => ({
    netbiosName: name.toUpperCase(),
    dnsName: `${name}.test`,
    distinguishedName: `DC=${name},DC=test`
  })
  const [eu, emea] = [domain('eu'), domain('emea')]
  const told = async (...servers: (readonly ReturnType<typeof domain>[])[]) => {
    const inspectServers = async () => servers.map(lacks => ({ ...reached, lacks }))
    const steps = await check({ inspectServers })
    t.strictSame(failing(steps), [], 'it may be meant')
    return steps.filter(({ status }) => status === 'note')
  }
  t.strictSame(await told([eu], [emea]), [])
  const [step, ...others] = await told([eu, emea], [emea])
  t.strictSame(others, [])
  t.match(step, { name: 'domains', detail: /holds EMEA \(emea\.test\): .*orphaned/ })
  t.match(step?.detail, /global catalog .* DIRECTORY_URL; .* DIRECTORY_BASE_DN/)
})

t.test('where no server lets us in, no other question is asked', async t => {
  const detail = 'dc1:636: it refuses the log-on.'
  const steps = await check({
    inspectServers: async () => [{ kind: 'failed', server: 'dc1:636', security: 'ldaps', detail }],
    hasAccounts: () => Promise.reject(new Error('asked'))
  })
  t.strictSame(
    steps.filter(step => step.side === 'directory'),
    [{ side: 'directory', name: 'server', status: 'fail', detail }]
  )
})

t.test('one fault hides no other, and what is ours inside stays inside', async t => {
  const detail = 'Grant it.'
  const steps = await check(
    {
      hasAccounts: () => Promise.reject(new Error('secret inside')),
      findAccounts: () => Promise.reject(new RelinkError('directory-unavailable', { detail })),
      accountsInUnit: () => Promise.reject(new Error('secret inside')),
      membersOfGroup: () => Promise.reject(new RelinkError('directory-unavailable', { detail }))
    },
    { readUser: async () => undefined, streamUsers: async function* () {} },
    { protectedGroups: ['CN=Board'], placeholderUnit: 'OU=Parking' }
  )
  t.strictSame(failing(steps), [
    'accounts',
    'placeholder-accounts',
    'placeholder-unit',
    'protected-groups',
    'caller',
    'users'
  ])
  t.notMatch(JSON.stringify(steps), /secret inside/)
})

import t from 'tap'
import * as fc from 'fast-check'
import type { ExecutionUser, JournalEntry } from '../../src/model/execution.ts'
import type { Step } from '../../src/model/plan.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { countUsers } from '../../src/planning/summarize-execution.ts'
import { readJournal } from '../../src/planning/read-journal.ts'
import { userProgress } from '../../src/planning/user-progress.ts'
import { anExecution, type Rehearsal } from './execution.ts'
import { done, failed, intent, reopened } from './journal.ts'
import { chainOfDirects, cycleOfHoppers, renamed, toWorld } from './worlds.ts'

const running = { mode: 'execute', isTerminal: false } as const
const ended = { mode: 'execute', isTerminal: true } as const
const open = ['Pending', 'Parking', 'Parked', 'Mapping']

t.test('at each point of any execution it agrees with what is true, and counts add up', async t => {
  fc.assert(
    fc.property(anExecution, execution => {
      execution.run(() => {
        const users = userProgress(readJournal(execution.steps, execution.journal), running)
        for (const user of users) checkUser(execution, user)
        checkCounts(execution, users)
      })
      const users = userProgress(readJournal(execution.steps, execution.journal), ended)
      checkCounts(execution, users)
      if (users.some(user => open.includes(user.status))) throw new Error('open, but it has ended')
      if (users.length > 0 && countUsers(users).percentComplete !== 100) throw new Error('percent')
      if (execution.control !== 'run') return
      const paused = userProgress(readJournal(execution.steps, execution.journal), running)
      if (!execution.wasHalted && paused.some(user => open.includes(user.status) && !isLeft(user)))
        throw new Error('open, but nothing is left to do')
    }),
    { numRuns: 300 }
  )
  t.pass()
})

function isLeft({ status, currentDomainName, fromDomainName }: ExecutionUser): boolean {
  return status === 'Parked' && currentDomainName !== fromDomainName
}

/** What may have happened since the last entry is known to nobody: then the user is not looked at. */
function checkUser(execution: Rehearsal, user: ExecutionUser): void {
  const { systemUserId, status, currentDomainName, code, verified } = user
  const own = execution.journal.filter(entry => entry.systemUserId === systemUserId)
  const isUnclear = own.some(entry => entry.event === 'failed' && entry.domainName === undefined)
  const name = execution.dynamics.nameOf(systemUserId)
  const isKnown = own.at(-1)?.event !== 'intent' && !isUnclear
  if (isKnown && currentDomainName.toLowerCase() !== name) throw new Error(`${status}: ${name}`)
  if (verified !== (status === 'Remapped')) throw new Error('verified')
  if (status === 'Remapped' && name !== user.toDomainName.toLowerCase())
    throw new Error('not there')
  if (status === 'Parked' && !execution.parked().has(systemUserId)) throw new Error('not parked')
  if (isKnown && status === 'Skipped' && name !== user.fromDomainName.toLowerCase())
    throw new Error('skipped, but touched')
  const needsCode = status === 'Failed' || status === 'Skipped'
  if (needsCode !== (code !== undefined)) throw new Error(`${status} with code ${code}`)
}

function checkCounts({ world }: Rehearsal, users: readonly ExecutionUser[]): void {
  const counts = countUsers(users)
  const { usersRemapped, usersFailed, usersSkipped, usersRolledBack, usersParked } = counts
  const settled = usersRemapped + usersFailed + usersSkipped + usersRolledBack
  const isOpen = users.filter(user => open.includes(user.status)).length
  if (settled + isOpen !== counts.usersTotal) throw new Error('the counts do not add up')
  if (usersParked > world.placeholders.length) throw new Error('more parked than placeholders')
  if (usersParked > isOpen) throw new Error('parked, but not open')
}

const { steps } = planRemap(toWorld([renamed(0)], 1))
const [park, map] = steps as [Step, Step]
const parked = [intent(park), done(park)]

type Expected = Partial<Omit<ExecutionUser, 'detail'> & { detail: RegExp }>
const cases: [string, JournalEntry[], boolean, Expected][] = [
  ['not begun', [], false, { status: 'Pending', currentDomainName: 'CONTOSO\\n0', attempts: 0 }],
  [
    'not begun when it ended',
    [],
    true,
    { status: 'Skipped', code: 'not-started', detail: /ended before/, retryable: true }
  ],
  ['park intended', [intent(park)], false, { status: 'Parking', attempts: 1 }],
  ['parked', parked, false, { status: 'Parked', currentDomainName: 'CONTOSO\\relink-0' }],
  [
    'left parked',
    parked,
    true,
    {
      status: 'Failed',
      code: 'stranded-on-placeholder',
      detail: /on the placeholder CONTOSO\\relink-0, since/,
      retryable: true
    }
  ],
  ['map intended', [...parked, intent(map)], false, { status: 'Mapping', attempts: 2 }],
  [
    'remapped',
    [...parked, done(map, { parkedMs: 1234, changedFields: ['title'] })],
    false,
    { status: 'Remapped', verified: true, parkedSeconds: 1.23, changedFields: ['title'] }
  ],
  [
    'park failed',
    [intent(park), failed(park, 'CONTOSO\\n0')],
    false,
    { status: 'Failed', code: 'refused-by-dynamics', currentDomainName: 'CONTOSO\\n0' }
  ],
  [
    'map failed',
    [...parked, failed(map)],
    false,
    { status: 'Failed', code: 'refused-by-dynamics', currentDomainName: 'CONTOSO\\relink-0' }
  ],
  [
    'somebody else changed the record',
    [failed(park, 'CONTOSO\\elsewhere')],
    false,
    { status: 'Failed', currentDomainName: 'CONTOSO\\elsewhere' }
  ],
  [
    'somebody else changed the parked record',
    [...parked, failed(map, 'CONTOSO\\elsewhere')],
    false,
    { status: 'Failed', currentDomainName: 'CONTOSO\\elsewhere' }
  ],
  [
    'reopened',
    [...parked, failed(map), reopened(map)],
    false,
    { status: 'Parked', currentDomainName: 'CONTOSO\\relink-0' }
  ]
]

for (const [name, journal, isTerminal, expected] of cases) {
  t.test(`one user: ${name}`, async t => {
    t.match(userProgress(readJournal(steps, journal), { mode: 'execute', isTerminal }), [expected])
  })
}

t.test('a user who needs no placeholder is never parked', async t => {
  const direct = planRemap(toWorld(chainOfDirects(0, 1), 0)).steps
  const [only] = direct as [Step]
  const userAfter = (...journal: JournalEntry[]) =>
    userProgress(readJournal(direct, journal), running)[0]
  t.match(userAfter(), { status: 'Pending' })
  t.match(userAfter(intent(only)), { status: 'Mapping', attempts: 1 })
  t.match(userAfter(failed(only)), { status: 'Failed' })
  t.match(userAfter(done(only)), { status: 'Remapped', currentDomainName: only.toDomainName })
  t.notOk('parkedSeconds' in (userAfter(done(only)) ?? {}))
})

t.test('fields that a write changed besides are told, each once', async t => {
  const fieldsAfter = (...journal: JournalEntry[]) =>
    userProgress(readJournal(steps, journal), running)[0]?.changedFields
  t.same(fieldsAfter(intent(park)), [])
  const title = { changedFields: ['title'] }
  t.same(fieldsAfter(done(park, title), done(map, title)), ['title'])
})

t.test('a rollback rolls back', async t => {
  const journal = [...parked, done(map)]
  t.match(userProgress(readJournal(steps, journal), { ...ended, mode: 'rollback' }), [
    { status: 'RolledBack' }
  ])
})

t.test('who waited for a failed user is skipped, and told so', async t => {
  const cycle = planRemap(toWorld(cycleOfHoppers(0, 3), 2)).steps
  const first = cycle[0] as Step
  const users = userProgress(readJournal(cycle, [failed(first, first.fromDomainName)]), running)
  t.same(
    users.map(user => [user.status, user.code]),
    [
      ['Failed', 'refused-by-dynamics'],
      ['Skipped', 'depends-on-failed-user'],
      ['Skipped', 'depends-on-failed-user']
    ]
  )
  t.match(users[1], { detail: /a user whose remap failed/, retryable: true })
})

import t from 'tap'
import type { ExecutionUser } from '../../src/model/execution.ts'
import { countUsers, summarizeExecution } from '../../src/planning/summarize-execution.ts'

const user = (status: ExecutionUser['status'], more: Partial<ExecutionUser> = {}) =>
  ({ status, fromDomainName: 'D\\a', currentDomainName: 'D\\a', ...more }) as ExecutionUser
const parked = { currentDomainName: 'D\\relink-0' }

t.test('counts', async t => {
  const counts = countUsers([
    user('Pending'),
    user('Parking'),
    user('Parked', parked),
    user('Mapping', parked),
    user('Mapping'),
    user('Remapped', { parkedSeconds: 0.5 }),
    user('Remapped', { parkedSeconds: 2.25 }),
    user('RolledBack'),
    user('Failed', parked),
    user('Skipped')
  ])
  t.same(counts, {
    usersTotal: 10,
    usersRemapped: 2,
    usersParked: 2,
    usersFailed: 1,
    usersSkipped: 1,
    usersRolledBack: 1,
    percentComplete: 50,
    parkedSecondsMax: 2.25
  })
})

t.test('nobody is 100 percent of nobody', async t => {
  t.match(countUsers([]), { usersTotal: 0, percentComplete: 100 })
  t.notOk('parkedSecondsMax' in countUsers([user('Remapped')]))
})

const many = (...statuses: ExecutionUser['status'][]) =>
  countUsers(statuses.map(each => user(each)))
const running = { mode: 'execute', isTerminal: false, isPaused: false } as const

const signOut =
  ' The records are verified; people should sign out and in again. Servers may remember the old logon name for a while, and tokens last up to 24 hours.'

const cases: [string, string][] = [
  [
    summarizeExecution(many('Remapped', 'Pending', 'Parked'), running),
    '1 of 3 users remapped, 2 under way.'
  ],
  [
    summarizeExecution(many('Remapped', 'Pending'), { ...running, isPaused: true }),
    '1 of 2 users remapped, 1 paused.'
  ],
  [
    summarizeExecution(many('Remapped', 'Failed', 'Skipped', 'Skipped', 'Parked'), running),
    '1 of 5 users remapped, 1 failed, 2 not touched, 1 under way.'
  ],
  [summarizeExecution(many('Remapped', 'Failed'), running), '1 of 2 users remapped, 1 failed.'],
  [
    summarizeExecution(many('Failed', 'Skipped', 'Skipped'), { ...running, isTerminal: true }),
    '0 of 3 users remapped, 1 failed, 2 not touched.'
  ],
  [
    summarizeExecution(many('Remapped'), { ...running, isTerminal: true }),
    `1 of 1 users remapped.${signOut}`
  ],
  [
    summarizeExecution(many('RolledBack'), { ...running, mode: 'rollback', isTerminal: true }),
    `1 of 1 users rolled back.${signOut}`
  ],
  [
    summarizeExecution(many('Remapped'), { ...running, mode: 'rehearse', isTerminal: true }),
    'Rehearsal, nothing was written: 1 of 1 users would be remapped. Nobody would be parked.'
  ],
  [
    summarizeExecution(
      { ...many('Remapped', 'Remapped', 'Failed'), parkedSecondsMax: 1.25 },
      { ...running, mode: 'rehearse', isTerminal: true }
    ),
    'Rehearsal, nothing was written: 2 of 3 users would be remapped, 1 failed. Nobody would be on a placeholder for longer than about 1.25 s, by how fast Dynamics and Active Directory answer now.'
  ]
]

t.test('says it in a sentence', async t => {
  for (const [said, expected] of cases) t.equal(said, expected)
})

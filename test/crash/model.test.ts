import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t, { type Test } from 'tap'
import { checkInvariants } from './check-invariants.ts'
import { commandsUpTo, execute, restart } from './commands.ts'
import { driveInProcess } from './drive-in-process.ts'
import { driveProcesses } from './drive-processes.ts'
import type { Drive } from './drive.ts'
import { expectNothing, type Expected } from './expected.ts'
import { neededBy } from './needed-by.ts'
import { createRandom } from './random.ts'
import { createVillage, type Town } from './town.ts'

t.setTimeout(600_000)

const seed = Number(process.env['MODEL_SEED'] ?? 4711)
const numRuns = Number(process.env['MODEL_RUNS'] ?? 150)
const processRuns = Number(process.env['MODEL_PROCESS_RUNS'] ?? 5)

const fourSweepsMs = 240_000
const farFromASweepMs = 5000

// How long a reading waits before it is sent again depends on it, and nothing else.
Math.random = () => 0.5

for (const hasOutages of [false, true]) {
  const what = hasOutages ? 'with outages' : 'without outages'
  t.test(`on virtual time, ${what} (MODEL_SEED=${seed}, MODEL_RUNS=${numRuns})`, t => {
    const how = { maxCommands: 40, hasOutages, numRuns: numRuns / 2 }
    return explore(t, driveInProcess, how)
  })
}

t.test(`on processes (MODEL_SEED=${seed}, MODEL_PROCESS_RUNS=${processRuns})`, t => {
  // Time is not ours there: another try may go another way.
  const how = { maxCommands: 20, hasOutages: true, numRuns: processRuns, endOnFailure: true }
  return explore(t, town => driveProcesses(t, town), how)
})

interface How {
  readonly maxCommands: number
  readonly hasOutages: boolean
  readonly numRuns: number
  readonly endOnFailure?: boolean
}

/** Whatever is done, in whatever order. */
async function explore(
  t: Test,
  open: (town: Town) => Promise<Drive>,
  { maxCommands, hasOutages, ...how }: How
): Promise<void> {
  const ends = new Map<string, number>()
  const sequence = commandsUpTo(maxCommands, hasOutages)
  const property = fc.asyncProperty(fc.nat(), sequence, async (random, commands) => {
    const drive = await open(createVillage(createRandom(random)))
    const expected = expectNothing()
    try {
      await fc.asyncModelRun(() => ({ model: expected, real: drive }), commands)
      const status = await checkEnd(expected, drive)
      ends.set(status, (ends.get(status) ?? 0) + 1)
    } finally {
      await drive.close()
    }
  })
  await fc.assert(property, { seed, ...how })
  t.comment(`ended: ${JSON.stringify(Object.fromEntries(ends))}`)
}

/** Once all is well again: it ends, and nobody is on a placeholder but whom somebody else keeps there. */
async function checkEnd(expected: Expected, drive: Drive): Promise<string> {
  drive.recover()
  for (const last of [restart, execute]) if (last.check(expected)) await last.run(expected, drive)
  await drive.rest(fourSweepsMs)
  if ((await drive.execution()).status === 'Paused') {
    assert.deepEqual(parked(expected, drive), [], 'on a placeholder while it is paused')
    await drive.act('resume')
    expected.mayWrite = undefined
    await drive.rest(farFromASweepMs)
  }
  await checkInvariants(expected, drive)
  const execution = await drive.execution()
  assert.ok(execution.isTerminal, 'it ends')
  assert.deepEqual(parked(expected, drive), [], 'on a placeholder')
  checkOthers(expected, drive)
  return execution.status
}

function parked(expected: Expected, { rows, town }: Drive): readonly string[] {
  return rows
    .filter(row => town.placeholders.includes(row.domainname))
    .filter(row => !expected.changedBy.has(row.systemuserid))
    .map(row => row.fullname)
}

/** A foreign change stops that user and who needs what they hold, and nobody else. */
function checkOthers({ changedBy, hadOutage, isCanceled }: Expected, drive: Drive): void {
  if (hadOutage || isCanceled) return
  const names = new Map(drive.rows.map(row => [row.systemuserid, row.domainname]))
  const left = drive.town.targets
    .filter(
      ({ systemUserId }) =>
        ![...neededBy(drive.steps, [systemUserId])].some(id => changedBy.has(id))
    )
    .filter(({ systemUserId, account }) => names.get(systemUserId) !== account)
  assert.deepEqual(left, [], 'left behind')
}

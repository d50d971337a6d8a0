import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { UserRow } from '../../src/sandbox/user-row.ts'
import { checkInvariants } from './check-invariants.ts'
import type { Deed, Drive } from './drive.ts'
import type { Expected } from './expected.ts'
import { lineFaults } from './imitation-line.ts'
import { neededBy } from './needed-by.ts'

type Command = fc.AsyncCommand<Expected, Drive>

/** Everything that people, the organization and fate do to an execution of eight; outages only when asked for. */
export function commandsUpTo(size: number, hasOutages: boolean) {
  const user = fc.nat({ max: 7 })
  return fc.commands(
    [
      ...Array.from({ length: 6 }, () => fc.constant(execute)),
      fc.boolean().map(kill),
      fc.constant(restart),
      fc.constant(act('pause')),
      fc.constant(act('resume')),
      fc.constant(act('cancel')),
      user.map(takeAway),
      fc.constant(takeAwayLast),
      user.map(touch),
      fc.tuple(fc.constantFrom(...lineFaults), fc.integer({ min: 1, max: 6 })).map(fail),
      ...(hasOutages ? [fc.integer({ min: 1000, max: 120_000 }).map(failFor)] : []),
      fc.integer({ min: 1, max: 300 }).map(pass),
      fc.integer({ min: 1, max: 300 }).map(pass),
      fc.integer({ min: 1000, max: 130_000 }).map(pass)
    ],
    { size: '+1', maxCommands: size }
  )
}

/** Whatever is done, what must hold is looked at afterwards. */
function command(
  name: string,
  check: (expected: Readonly<Expected>) => boolean,
  deed: (expected: Expected, drive: Drive) => Promise<void> | void
): Command {
  return {
    check,
    async run(expected, drive) {
      await deed(expected, drive)
      await checkInvariants(expected, drive)
    },
    toString: () => name
  }
}

export const execute = command(
  'execute',
  ({ isUp, isBegun }) => isUp && !isBegun,
  async (expected, drive) => {
    const answer = await drive.execute()
    assert.equal(answer.kind, 'done')
    expected.isBegun = true
  }
)

const kill = (isSentLost: boolean) =>
  command(
    isSentLost ? 'kill, and what was sent is lost' : 'kill',
    ({ isUp }) => isUp,
    async (expected, drive) => {
      expected.isUp = false
      await drive.kill(isSentLost)
    }
  )

export const restart = command(
  'restart',
  ({ isUp }) => !isUp,
  async (expected, drive) => {
    await drive.restart()
    expected.isUp = true
  }
)

/**
 * | asked to | Running | being canceled | Paused | Canceled | otherwise ended |
 * |---|---|---|---|---|---|
 * | pause | stopping | refused | Paused | refused | refused |
 * | resume | Running | refused | Running | refused | refused |
 * | cancel | stopping | stopping | Running | Canceled | refused |
 */
export const act = (deed: Deed) =>
  command(
    deed,
    ({ isUp, isBegun }) => isUp && isBegun,
    async (expected, drive) => {
      const before = await drive.execution()
      const answer = await drive.act(deed)
      const hasEnded = !before.isTerminal && (await drive.execution()).isTerminal
      if (hasEnded && answer.kind === 'refused') return
      const isBeingCanceled = expected.isCanceled && deed !== 'cancel'
      const isAgain = deed === 'cancel' && before.status === 'Canceled'
      if ((before.isTerminal || isBeingCanceled) && !isAgain) {
        return assert.deepEqual(answer, { kind: 'refused', code: 'not-possible-now' })
      }
      assert.ok(answer.kind === 'done', `${deed} was refused while ${before.status}`)
      if (before.isTerminal) return
      noteAsked(expected, drive, deed)
      const { status, stopping } = answer.execution
      if (deed === 'resume') assert.deepEqual([status, stopping], ['Running', undefined])
      else if (status === 'Running') assert.equal(stopping, true)
    }
  )

function noteAsked(expected: Expected, drive: Drive, deed: Deed): void {
  expected.isCanceled ||= deed === 'cancel'
  expected.isPaused = deed === 'pause'
  if (deed === 'resume') expected.mayWrite = undefined
  // Of processes it can't be seen who was just begun.
  else if (drive.isStill)
    expected.mayWrite ??= neededBy(drive.steps, [...drive.asked, ...drive.written])
}

const takeAway = (index: number) =>
  command(`user ${index} is given another name`, always, (expected, drive) =>
    rename(expected, drive, drive.town.targets[index]?.systemUserId)
  )

const takeAwayLast = command('who is worked on is given another name', always, (expected, drive) =>
  rename(expected, drive, [...drive.asked].at(-1))
)

function rename(expected: Expected, drive: Drive, id: string | undefined): void {
  if (id === undefined || expected.changedBy.has(id)) return
  expected.changedBy.add(id)
  change(expected, drive, id, { domainname: `CONTOSO\\of-${id}`, activedirectoryguid: id })
}

const touch = (index: number) =>
  command(`user ${index} is changed, but for the name`, always, (expected, drive) => {
    const { systemUserId } = drive.town.targets[index] ?? { systemUserId: '' }
    change(expected, drive, systemUserId, { address1_city: 'Leeds' })
  })

function change(expected: Expected, drive: Drive, id: string, changes: Partial<UserRow>): void {
  drive.change(id, changes)
  for (const write of drive.writes.slice(-1)) expected.foreign.add(write)
}

/** So many faults are got over within the settle time, whomever they hit. */
const settledInTime = 8

const fail = ([fault, count]: [(typeof lineFaults)[number], number]) =>
  command(`${count} times ${fault}`, always, (expected, drive) => {
    expected.faults += count
    expected.hadOutage ||= expected.faults > settledInTime
    drive.failNext(fault, count)
  })

const failFor = (ms: number) =>
  command(`nothing works for ${ms} ms`, always, (expected, drive) => {
    expected.hadOutage = true
    drive.failFor(ms)
  })

const pass = (ms: number) => command(`${ms} ms pass`, always, async (_, drive) => drive.pass(ms))

function always(): boolean {
  return true
}

import assert from 'node:assert/strict'
import type { ExecutionUser } from '../../src/model/execution.ts'
import { fold, illegalOrders, userFaults } from '../end-to-end/judge-writes.ts'
import type { Drive, Shown } from './drive.ts'
import type { Expected } from './expected.ts'
import { neededBy } from './needed-by.ts'

/** What holds after every command, whatever came before; throws with what doesn't. */
export async function checkInvariants(expected: Expected, drive: Drive): Promise<void> {
  checkWrites(expected, drive)
  if (!expected.isUp || !expected.isBegun || !drive.isStill) return
  const [execution, users] = [await drive.execution(), await drive.users()]
  checkCounts(execution, users)
  checkStatus(expected, execution, users)
  for (const user of users) checkUser(expected, drive, execution, user)
}

/** No illegal order; nothing doubled or led astray; nobody begun who should not be. */
function checkWrites(expected: Expected, { town, writes, written, rows }: Drive): void {
  assert.deepEqual(illegalOrders(town.users, writes), [])
  const placeholders = new Set(town.placeholders.map(fold))
  for (const { systemUserId: id, account } of town.targets) {
    const all = writes.filter(write => write.systemuserid === id)
    const own = all.filter(write => !expected.foreign.has(write))
    if (expected.changedBy.has(id)) {
      assert.deepEqual(
        all.slice(-1).filter(write => own.includes(write)),
        [],
        'it is not ours'
      )
      continue
    }
    if (own.length === 0) continue
    const isParked = placeholders.has(fold(rows.find(row => row.systemuserid === id)?.domainname))
    if (isParked) assert.equal(own.length, 1, `${id} was parked again`)
    else assert.deepEqual(userFaults(id, own, account, placeholders), [])
  }
  const { mayWrite } = expected
  if (mayWrite)
    assert.deepEqual(
      [...written].filter(id => !mayWrite.has(id)),
      [],
      'begun anew'
    )
}

function checkCounts(execution: Shown, users: readonly ExecutionUser[]): void {
  const count = (...statuses: readonly ExecutionUser['status'][]) =>
    users.filter(user => statuses.includes(user.status)).length
  const { usersTotal, usersRemapped, usersFailed, usersSkipped, usersRolledBack } = execution
  assert.equal(usersTotal, users.length)
  assert.ok(usersRemapped + usersFailed + usersSkipped + usersRolledBack <= usersTotal)
  if (!execution.isTerminal && execution.status !== 'Paused') return
  assert.deepEqual(
    [usersRemapped, usersFailed, usersSkipped],
    [count('Remapped'), count('Failed'), count('Skipped')]
  )
  const pending = count('Pending', 'Parking', 'Parked', 'Mapping')
  assert.equal(usersTotal, usersRemapped + usersFailed + usersSkipped + pending)
  if (execution.isTerminal) assert.equal(pending, 0, 'it ended with somebody under way')
}

function checkStatus(expected: Expected, execution: Shown, users: readonly ExecutionUser[]): void {
  const { status, isTerminal, usersRemapped, usersTotal, failureCode } = execution
  assert.equal(isTerminal, status !== 'Running' && status !== 'Paused')
  assert.equal(status === 'Succeeded', isTerminal && usersRemapped === usersTotal)
  assert.equal(failureCode !== undefined, status === 'Failed')
  if (status === 'Canceled') assert.ok(expected.isCanceled, 'canceled by nobody')
  const mayBeLeft = !isTerminal || status === 'Canceled' || expected.hadOutage
  assert.ok(mayBeLeft || users.every(user => user.code !== 'not-started'), 'left out by nobody')
  if (status === 'Paused') assert.ok(expected.isPaused, 'paused by nobody')
}

/** What is said of a user is so at the organization. */
function checkUser(expected: Expected, drive: Drive, execution: Shown, user: ExecutionUser): void {
  const id = user.systemUserId
  if (expected.changedBy.has(id)) return
  const name = fold(drive.rows.find(row => row.systemuserid === id)?.domainname)
  const isParked = drive.town.placeholders.map(fold).includes(name)
  const [from, to] = [fold(user.fromDomainName), fold(user.toDomainName)]
  const isHop = drive.steps.some(step => step.systemUserId === id && step.action === 'park')
  const where = isParked
    ? 'placeholder'
    : name === to && isWritten(drive, id)
      ? 'to'
      : name === from
        ? 'from'
        : name
  const may: Record<ExecutionUser['status'], readonly string[]> = {
    Pending: ['from'],
    Skipped: ['from'],
    Parking: ['from', 'placeholder'],
    Parked: ['placeholder'],
    Mapping: isHop ? ['placeholder', 'to'] : ['from', 'to'],
    Remapped: ['to'],
    RolledBack: [],
    Failed: ['from', 'placeholder', 'to']
  }
  assert.ok(may[user.status].includes(where), `${user.fullName} is ${user.status}, on ${name}`)
  if (!isParked || execution.status === 'Running') return
  assert.equal(user.status, 'Failed', `${user.fullName} is left on ${name}, and nobody says so`)
  assert.ok(user.code !== undefined && user.retryable)
  const mayBeLeft = expected.hadOutage || waitsForChanged(expected, drive, id)
  assert.ok(mayBeLeft, `${user.fullName} is left on ${name}: ${user.code}, ${user.detail}`)
}

/** Somebody made again ends with the name that they had: only the writes tell. */
function isWritten({ writes, town }: Drive, id: string): boolean {
  const own = writes.filter(write => write.systemuserid === id && write.from !== write.to)
  return own.length > 0 && !town.placeholders.includes(own.at(-1)?.to ?? '')
}

function waitsForChanged(expected: Expected, drive: Drive, id: string): boolean {
  return [...neededBy(drive.steps, [id])].some(each => expected.changedBy.has(each))
}

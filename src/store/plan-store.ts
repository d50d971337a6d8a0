import type { Blocked, PlanStatus, Step } from '../model/plan.ts'
import { present } from '../model/present.ts'
import type { Page, PlanHead, PlanStore, StoredPlan } from '../ports.ts'
import { afterLast } from './after-last.ts'
import type { Connection } from './connection.ts'
import { inChunks } from './in-chunks.ts'
import { fromJson, toJson } from './json.ts'
import { listed } from './listed.ts'
import type { PlanTableRow } from './tables.ts'

export function planStore(connection: Connection): PlanStore {
  return {
    add: plan => connection.together(bound => add(bound, plan)),
    get: planId => get(connection, planId),
    list: (filter, page) => list(connection, filter, page),
    steps: (planId, page) => listSteps(connection, planId, page),
    blocked: (planId, page) => listBlocked(connection, planId, page),
    setStatus: (planId, from, to, more) => setStatus(connection, planId, from, to, more)
  }
}

async function add(connection: Connection, plan: StoredPlan): Promise<void> {
  const { steps, blocked, ...head } = plan
  await addHead(connection, head)
  await addSteps(connection, plan.planId, steps)
  await addBlocked(connection, plan.planId, blocked)
}

async function addHead({ db }: Connection, head: PlanHead): Promise<void> {
  const { status, approvals, rejectedBy, rejectedAt, ...body } = head
  await db
    .insertInto('plans')
    .values(eb => ({
      planId: head.planId,
      position: eb.selectFrom('plans').select(p => afterLast(p.fn.max('position')).as('next')),
      changeNumber: head.changeNumber ?? null,
      status,
      approvals: toJson(approvals),
      rejectedBy: rejectedBy ?? null,
      rejectedAt: rejectedAt ?? null,
      body: toJson(body)
    }))
    .execute()
}

async function addSteps({ db }: Connection, planId: string, steps: readonly Step[]) {
  const rows = steps.map(step => ({
    planId,
    sequence: step.sequence,
    action: step.action,
    systemUserId: step.systemUserId,
    toDomainName: step.toDomainName,
    body: toJson(step)
  }))
  for await (const chunk of inChunks(rows)) await db.insertInto('planSteps').values(chunk).execute()
}

async function addBlocked({ db }: Connection, planId: string, blocked: readonly Blocked[]) {
  const rows = blocked.map((user, index) => ({ planId, sequence: index + 1, body: toJson(user) }))
  for await (const chunk of inChunks(rows))
    await db.insertInto('planBlocked').values(chunk).execute()
}

/** In a transaction the plan stays as it was read: two approvals at once are both counted. */
async function get(connection: Connection, planId: string): Promise<StoredPlan | undefined> {
  await connection.hold(`plan ${planId}`)
  const head = await connection.db
    .selectFrom('plans')
    .selectAll()
    .where('planId', '=', planId)
    .executeTakeFirst()
  if (head === undefined) return undefined
  const steps = await stepsOf(connection, planId).select('body').orderBy('sequence').execute()
  const blocked = await blockedOf(connection, planId).select('body').orderBy('sequence').execute()
  return {
    ...toHead(head),
    steps: steps.map(row => fromJson(row.body)),
    blocked: blocked.map(row => fromJson(row.body))
  }
}

async function list(
  { db }: Connection,
  filter: { status?: string; changeNumber?: string },
  page: Page
) {
  const matching = db.selectFrom('plans').where(eb => eb.and(present(filter)))
  return listed(
    matching
      .selectAll()
      .orderBy('position', 'desc')
      .orderBy('planId')
      .limit(page.limit)
      .offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    toHead
  )
}

async function listSteps(connection: Connection, planId: string, page: Page) {
  const matching = stepsOf(connection, planId)
  return listed(
    matching.select('body').orderBy('sequence').limit(page.limit).offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    row => fromJson(row.body)
  )
}

async function listBlocked(connection: Connection, planId: string, page: Page) {
  const matching = blockedOf(connection, planId)
  return listed(
    matching.select('body').orderBy('sequence').limit(page.limit).offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    row => fromJson(row.body)
  )
}

function stepsOf({ db }: Connection, planId: string) {
  return db.selectFrom('planSteps').where('planId', '=', planId)
}

function blockedOf({ db }: Connection, planId: string) {
  return db.selectFrom('planBlocked').where('planId', '=', planId)
}

async function setStatus(
  { db }: Connection,
  planId: string,
  from: readonly PlanStatus[],
  to: PlanStatus,
  more: Parameters<PlanStore['setStatus']>[3] = {}
): Promise<boolean> {
  if (from.length === 0) return false
  const { approvals, rejectedBy, rejectedAt } = more
  const { numUpdatedRows } = await db
    .updateTable('plans')
    .set(
      present({
        status: to,
        approvals: approvals && toJson(approvals),
        rejectedBy,
        rejectedAt
      })
    )
    .where('planId', '=', planId)
    .where('status', 'in', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function toHead(row: PlanTableRow): PlanHead {
  return present({
    ...fromJson(row.body),
    status: row.status as PlanStatus,
    approvals: [...fromJson(row.approvals)],
    rejectedBy: row.rejectedBy ?? undefined,
    rejectedAt: row.rejectedAt ?? undefined
  })
}

import { sql } from 'kysely'
import { RelinkError } from '../errors.ts'
import type { Control, JournalEntry } from '../model/execution.ts'
import { present } from '../model/present.ts'
import type { ExecutionStore, Page, Park, StoredExecution } from '../ports.ts'
import { afterLast } from './after-last.ts'
import type { Connection } from './connection.ts'
import { fromJson, toJson } from './json.ts'
import { listed } from './listed.ts'

export function executionStore(connection: Connection): ExecutionStore {
  return {
    add: execution => add(connection, execution),
    update: execution => update(connection, execution),
    get: executionId => get(connection, executionId),
    list: (filter, page) => list(connection, filter, page),
    unfinished: () => unfinished(connection),
    control: executionId => control(connection, executionId),
    setControl: (executionId, control) => setControl(connection, executionId, control),
    journal: (executionId, entry) =>
      connection.together(bound => journal(bound, executionId, entry)),
    readJournal: executionId => readJournal(connection, executionId),
    parks: () => parks(connection)
  }
}

async function add({ db }: Connection, execution: StoredExecution): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('executions')
    .values(eb => ({
      executionId: execution.executionId,
      position: eb.selectFrom('executions').select(e => afterLast(e.fn.max('position')).as('next')),
      planId: execution.planId,
      organizationId: execution.organizationId,
      mode: execution.mode,
      status: execution.status,
      changeNumber: execution.changeNumber ?? null,
      control: 'run' satisfies Control,
      body: toJson(execution)
    }))
    // The words of the index 'oneUnfinishedExecution', as literals: engines compare them.
    .onConflict(conflict =>
      conflict
        .column('organizationId')
        .where('mode', '!=', sql.lit('rehearse'))
        .where(
          'status',
          'in',
          ['NotStarted', 'Running', 'Paused'].map(status => sql.lit(status))
        )
        .doNothing()
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function update({ db }: Connection, execution: StoredExecution): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('executions')
    .set({ status: execution.status, body: toJson(execution) })
    .where('executionId', '=', execution.executionId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw executionNotFound(execution.executionId)
}

async function get({ db }: Connection, executionId: string): Promise<StoredExecution | undefined> {
  const row = await db
    .selectFrom('executions')
    .select('body')
    .where('executionId', '=', executionId)
    .executeTakeFirst()
  return row && fromJson(row.body)
}

async function list(
  { db }: Connection,
  filter: { status?: string; changeNumber?: string; planId?: string; mode?: string },
  page: Page
) {
  const matching = db.selectFrom('executions').where(eb => eb.and(present(filter)))
  return listed(
    matching
      .select('body')
      .orderBy('position', 'desc')
      .orderBy('executionId')
      .limit(page.limit)
      .offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    row => fromJson(row.body)
  )
}

async function unfinished({ db }: Connection): Promise<readonly StoredExecution[]> {
  const rows = await db
    .selectFrom('executions')
    .select('body')
    .where('status', 'in', ['NotStarted', 'Running'])
    .orderBy('position')
    .orderBy('executionId')
    .execute()
  return rows.map(row => fromJson(row.body))
}

async function control(connection: Connection, executionId: string): Promise<Control> {
  await holdControl(connection, executionId)
  const { db } = connection
  const row = await db
    .selectFrom('executions')
    .select('control')
    .where('executionId', '=', executionId)
    .executeTakeFirst()
  if (row === undefined) throw executionNotFound(executionId)
  return row.control as Control
}

async function setControl(
  connection: Connection,
  executionId: string,
  control: Control
): Promise<void> {
  await holdControl(connection, executionId)
  const { db } = connection
  const { numUpdatedRows } = await db
    .updateTable('executions')
    .set({ control })
    .where('executionId', '=', executionId)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw executionNotFound(executionId)
}

/** What is asked of an execution and how it ends are decided one after the other. */
function holdControl(connection: Connection, executionId: string): Promise<void> {
  return connection.hold(`control of ${executionId}`)
}

/** Inside atomically() the line is on disk when that returns. */
async function journal(
  connection: Connection,
  executionId: string,
  entry: JournalEntry
): Promise<void> {
  await connection.hold(`journal of ${executionId}`)
  const { db } = connection
  await db
    .insertInto('journal')
    .values(eb => ({
      executionId,
      sequence: eb
        .selectFrom('journal')
        .select(j => afterLast(j.fn.max('sequence')).as('next'))
        .where('executionId', '=', executionId),
      body: toJson(entry)
    }))
    .execute()
}

async function readJournal(
  { db }: Connection,
  executionId: string
): Promise<readonly JournalEntry[]> {
  const rows = await db
    .selectFrom('journal')
    .select('body')
    .where('executionId', '=', executionId)
    .orderBy('sequence')
    .execute()
  return rows.map(row => fromJson(row.body))
}

async function parks({ db }: Connection): Promise<readonly Park[]> {
  const rows = await db
    .selectFrom('executions')
    .innerJoin('planSteps', 'planSteps.planId', 'executions.planId')
    .where('executions.mode', '!=', 'rehearse')
    .where('planSteps.action', '=', 'park')
    .select(['executions.executionId', 'planSteps.body'])
    .orderBy('executions.position')
    .orderBy('planSteps.sequence')
    .execute()
  return rows.map(({ executionId, body }) => {
    const { systemUserId, toDomainName: placeholder, toObjectGuid: objectGuid } = fromJson(body)
    return present({ executionId, systemUserId, placeholder, objectGuid })
  })
}

function executionNotFound(executionId: string): RelinkError {
  return new RelinkError('execution-not-found', {
    detail: `The store has no execution ${executionId}.`
  })
}

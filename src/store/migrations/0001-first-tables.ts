import { sql, type CreateTableBuilder, type Kysely } from 'kysely'

/** Knows no table type: a migration is history, the types describe the present. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createScans(db)
  await createLinks(db)
  await createPlans(db)
  await createExecutions(db)
  await createAudit(db)
  await createIdempotencyKeys(db)
}

async function createScans({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('scans')
    .$call(text('scanId', 'status', 'body'))
    .$call(integers('position'))
    .addPrimaryKeyConstraint('scansKey', ['scanId'])
    .execute()
  await schema.createIndex('scansByPosition').on('scans').column('position').execute()
  await schema
    .createTable('mismatches')
    .$call(text('scanId', 'kind', 'confidence', 'systemUserId', 'body'))
    .$call(integers('sequence'))
    .addPrimaryKeyConstraint('mismatchesKey', ['scanId', 'sequence'])
    .addForeignKeyConstraint('mismatchesOfScan', ['scanId'], 'scans', ['scanId'])
    .execute()
  await schema
    .createTable('sourceSizes')
    .$call(text('organizationId'))
    .$call(integers('users', 'accounts'))
    .addPrimaryKeyConstraint('sourceSizesKey', ['organizationId'])
    .execute()
}

async function createLinks({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('links')
    .$call(text('systemUserId', 'objectGuid', 'source', 'provenAt'))
    .$call(optionalText('objectSid', 'domainName'))
    .addPrimaryKeyConstraint('linksKey', ['systemUserId'])
    .execute()
  await schema.createIndex('linksByAccount').on('links').column('objectGuid').execute()
}

async function createPlans({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('plans')
    .$call(text('planId', 'status', 'approvals', 'body'))
    .$call(optionalText('changeNumber', 'rejectedBy', 'rejectedAt'))
    .$call(integers('position'))
    .addPrimaryKeyConstraint('plansKey', ['planId'])
    .execute()
  await schema.createIndex('plansByPosition').on('plans').column('position').execute()
  await schema
    .createTable('planSteps')
    .$call(text('planId', 'action', 'systemUserId', 'toDomainName', 'body'))
    .$call(integers('sequence'))
    .addPrimaryKeyConstraint('planStepsKey', ['planId', 'sequence'])
    .addForeignKeyConstraint('stepsOfPlan', ['planId'], 'plans', ['planId'])
    .execute()
  await schema
    .createTable('planBlocked')
    .$call(text('planId', 'body'))
    .$call(integers('sequence'))
    .addPrimaryKeyConstraint('planBlockedKey', ['planId', 'sequence'])
    .addForeignKeyConstraint('blockedOfPlan', ['planId'], 'plans', ['planId'])
    .execute()
}

async function createExecutions({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('executions')
    .$call(text('executionId', 'planId', 'organizationId', 'mode', 'status', 'control', 'body'))
    .$call(optionalText('changeNumber'))
    .$call(integers('position'))
    .addPrimaryKeyConstraint('executionsKey', ['executionId'])
    .addForeignKeyConstraint('executionOfPlan', ['planId'], 'plans', ['planId'])
    .execute()
  await schema.createIndex('executionsByPosition').on('executions').column('position').execute()
  await schema.createIndex('executionsByPlan').on('executions').column('planId').execute()
  await schema
    .createIndex('oneUnfinishedExecution')
    .unique()
    .on('executions')
    .column('organizationId')
    .where(sql.ref('mode'), '!=', 'rehearse')
    .where(sql.ref('status'), 'in', ['NotStarted', 'Running', 'Paused'])
    .execute()
  await schema
    .createTable('journal')
    .$call(text('executionId', 'body'))
    .$call(integers('sequence'))
    .addPrimaryKeyConstraint('journalKey', ['executionId', 'sequence'])
    .addForeignKeyConstraint('journalOfExecution', ['executionId'], 'executions', ['executionId'])
    .execute()
}

async function createAudit({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('audit')
    .$call(integers('sequence'))
    .$call(text('at', 'actor', 'action', 'outcome', 'hash', 'previousHash'))
    .$call(optionalText('onBehalfOf', 'remoteAddress', 'target', 'changeNumber'))
    .$call(optionalText('before', 'after'))
    .addPrimaryKeyConstraint('auditKey', ['sequence'])
    .execute()
  await schema.createIndex('auditByTime').on('audit').column('at').execute()
}

async function createIdempotencyKeys({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('idempotencyKeys')
    .$call(text('caller', 'key', 'fingerprint', 'claimedAt'))
    .$call(optionalText('answer'))
    .addPrimaryKeyConstraint('idempotencyKeysKey', ['caller', 'key'])
    .execute()
  await schema
    .createIndex('idempotencyKeysByTime')
    .on('idempotencyKeys')
    .column('claimedAt')
    .execute()
}

type Table = CreateTableBuilder<string, string>

function text(...names: string[]) {
  return (table: Table): Table =>
    names.reduce((table, name) => table.addColumn(name, 'text', column => column.notNull()), table)
}

function optionalText(...names: string[]) {
  return (table: Table): Table =>
    names.reduce((table, name) => table.addColumn(name, 'text'), table)
}

function integers(...names: string[]) {
  return (table: Table): Table =>
    names.reduce(
      (table, name) => table.addColumn(name, 'integer', column => column.notNull()),
      table
    )
}

import type { Link } from '../model/link.ts'
import { present } from '../model/present.ts'
import type { LinkStore, Page } from '../ports.ts'
import type { Connection } from './connection.ts'
import { inChunks } from './in-chunks.ts'
import { listed } from './listed.ts'
import type { LinkTableRow } from './tables.ts'

export function linkStore(connection: Connection): LinkStore {
  return {
    all: () => all(connection),
    ofUsers: ids => linksWith(connection, 'systemUserId', ids),
    ofAccounts: guids => linksWith(connection, 'objectGuid', guids),
    list: (filter, page) => list(connection, filter, page),
    put: links => connection.together(bound => put(bound, links)),
    remove: ids => connection.together(bound => remove(bound, ids))
  }
}

/** No two users share an account: links that are judged by others stay as they were read. */
function holdLinks(connection: Connection): Promise<void> {
  return connection.hold('links')
}

async function all(connection: Connection): Promise<readonly Link[]> {
  await holdLinks(connection)
  const { db } = connection
  const rows = await db.selectFrom('links').selectAll().orderBy('systemUserId').execute()
  return rows.map(toLink)
}

async function linksWith(
  connection: Connection,
  key: 'systemUserId' | 'objectGuid',
  values: readonly string[]
): Promise<readonly Link[]> {
  await holdLinks(connection)
  const { db } = connection
  const links: Link[] = []
  for await (const chunk of inChunks([...new Set(values)])) {
    const rows = await db.selectFrom('links').selectAll().where(key, 'in', chunk).execute()
    links.push(...rows.map(toLink))
  }
  return links
}

async function list(
  { db }: Connection,
  filter: { systemUserId?: string; source?: string },
  page: Page
) {
  const matching = db.selectFrom('links').where(eb => eb.and(present(filter)))
  return listed(
    matching.selectAll().orderBy('systemUserId').limit(page.limit).offset(page.offset),
    matching.select(eb => eb.fn.countAll().as('totalCount')),
    toLink
  )
}

async function put(connection: Connection, links: readonly Link[]): Promise<void> {
  await holdLinks(connection)
  const { db } = connection
  for await (const chunk of inChunks(lastOfEachUser(links)))
    await db
      .insertInto('links')
      .values(chunk.map(toRow))
      .onConflict(conflict =>
        conflict.column('systemUserId').doUpdateSet(eb => ({
          objectGuid: eb.ref('excluded.objectGuid'),
          objectSid: eb.ref('excluded.objectSid'),
          domainName: eb.ref('excluded.domainName'),
          source: eb.ref('excluded.source'),
          provenAt: eb.ref('excluded.provenAt')
        }))
      )
      .execute()
}

async function remove(connection: Connection, systemUserIds: readonly string[]): Promise<void> {
  await holdLinks(connection)
  const { db } = connection
  for await (const chunk of inChunks(systemUserIds))
    await db.deleteFrom('links').where('systemUserId', 'in', chunk).execute()
}

/** PostgreSQL refuses to replace one row twice in one statement. */
function lastOfEachUser(links: readonly Link[]): readonly Link[] {
  return [...new Map(links.map(link => [link.systemUserId, link])).values()]
}

function toRow(link: Link): LinkTableRow {
  return { ...link, objectSid: link.objectSid ?? null, domainName: link.domainName ?? null }
}

function toLink(row: LinkTableRow): Link {
  return present({
    systemUserId: row.systemUserId,
    objectGuid: row.objectGuid,
    objectSid: row.objectSid ?? undefined,
    domainName: row.domainName ?? undefined,
    source: row.source as Link['source'],
    provenAt: row.provenAt
  })
}

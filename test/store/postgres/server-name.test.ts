import t from 'tap'
import { serverName } from '../../../src/store/postgres/server-name.ts'

t.test('host, port and database, and no secret', async t => {
  t.equal(
    serverName('postgres://me:secret@db.contoso.test:5433/relink'),
    'db.contoso.test:5433/relink'
  )
  t.equal(serverName('postgresql://db/relink?sslmode=verify-full'), 'db/relink')
  t.equal(serverName('postgres:///relink?host=/run/postgresql'), '/run/postgresql/relink')
})

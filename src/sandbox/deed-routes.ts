import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { addAccount } from './ldap/add-account.ts'
import type { DeedOutcome } from './ldap/deed-outcome.ts'
import { deleteAccount } from './ldap/delete-account.ts'
import type { DirectoryTree } from './ldap/directory-tree.ts'
import { recreateAccount } from './ldap/recreate-account.ts'
import { renameAccount } from './ldap/rename-account.ts'
import { swapLogonNames } from './ldap/swap-logon-names.ts'

const Name = Type.String({ minLength: 1, maxLength: 120 })
const closed = { additionalProperties: false }
const One = Type.Object({ account: Name }, closed)
const Rename = Type.Object(
  { account: Name, newName: Name, newSurname: Type.Optional(Name) },
  closed
)
const Swap = Type.Object({ account: Name, other: Name }, closed)
const Add = Type.Object(
  { account: Name, givenName: Name, surname: Name, employeeId: Type.Optional(Name) },
  closed
)

/**
 * What an Active Directory administrator does, so that people can play:
 * POST /sandbox/{reset, rename, recreate, swap, delete, add}.
 */
export function addDeedRoutes(
  app: FastifyInstance,
  directory: () => DirectoryTree,
  reset: () => Promise<void>
): void {
  app.post('/sandbox/reset', hidden(), async () => {
    await reset()
    return { done: 'Both sides and the link baseline are as on the first day.' }
  })
  app.post<{ Body: Static<typeof Rename> }>('/sandbox/rename', hidden(Rename), async request =>
    renameAccount(directory(), request.body.account, {
      newName: request.body.newName,
      ...(request.body.newSurname && { surname: request.body.newSurname })
    })
  )
  app.post<{ Body: Static<typeof One> }>('/sandbox/recreate', hidden(One), async request =>
    recreateAccount(directory(), request.body.account)
  )
  app.post<{ Body: Static<typeof Swap> }>('/sandbox/swap', hidden(Swap), async request =>
    swapLogonNames(directory(), request.body.account, request.body.other)
  )
  app.post<{ Body: Static<typeof One> }>('/sandbox/delete', hidden(One), async request =>
    deleteAccount(directory(), request.body.account)
  )
  app.post<{ Body: Static<typeof Add> }>('/sandbox/add', hidden(Add), async request => {
    const { account: logonName, ...person } = request.body
    return addAccount(directory(), { logonName, ...person })
  })
}

/** Not part of the API's document: these exist in the sandbox only. */
function hidden(body?: object) {
  return {
    schema: { hide: true, ...(body && { body }) },
    async preSerialization(
      _request: unknown,
      reply: { code(status: number): unknown },
      answer: unknown
    ) {
      const { kind } = answer as Partial<DeedOutcome>
      if (kind === 'account-not-found') reply.code(404)
      if (kind === 'refused') reply.code(409)
      return answer
    }
  }
}

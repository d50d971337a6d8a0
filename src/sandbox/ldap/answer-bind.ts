import { createHash, timingSafeEqual } from 'node:crypto'
import type { DirectoryTree } from './directory-tree.ts'
import { dnKey } from './dn.ts'
import { isEnabled, type Entry } from './entry.ts'
import { findAccount } from './find-account.ts'
import type { BindRequest } from './request.ts'
import { badCredentials, refusals, success, type Result } from './result.ts'
import type { Session } from './session.ts'

/** A simple bind by distinguished name, user principal name or `DOMAIN\name`. */
export function answerBind(tree: DirectoryTree, session: Session, request: BindRequest): Result {
  delete session.boundKey
  session.openPages.clear()
  if (request.version !== 3) return refusals.protocol
  if (request.password === undefined) return refusals.authenticationMethod
  // No password, no authentication: the client is anonymous, and is told so by nobody (RFC 4513 5.1.2).
  if (request.password === '') return success
  const account = findByBindName(tree, request.name)
  const result = checkPassword(account, request.password)
  if (result.code === 0 && account !== undefined) session.boundKey = account.key
  return result
}

function findByBindName(tree: DirectoryTree, name: string): Entry | undefined {
  const key = dnKey(name)
  return key === undefined || key === '' ? findAccount(tree, name) : tree.find(key)
}

/** The password comes first: the state of an account is told only to who knows it. */
function checkPassword(account: Entry | undefined, password: string): Result {
  if (account === undefined) return badCredentials('525')
  if (account.password === undefined) return badCredentials('52e')
  if (!timingSafeEqual(hash(account.password), hash(password))) return badCredentials('52e')
  return isEnabled(account) ? success : badCredentials('533')
}

function hash(password: string): Buffer {
  return createHash('sha256').update(password).digest()
}

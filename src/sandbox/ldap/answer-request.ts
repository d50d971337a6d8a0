import { answerBind } from './answer-bind.ts'
import { answerSearch } from './answer-search.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { dnKey, isWithin } from './dn.ts'
import { encodeResult, type AnsweredKind } from './encode-answer.ts'
import { entryValues } from './entry-values.ts'
import type { Entry } from './entry.ts'
import { findBase } from './find-base.ts'
import { readPassword } from './read-password.ts'
import type { CompareRequest, Operation, Request } from './request.ts'
import { refusals, type Result } from './result.ts'
import { attributeSchema, comparable } from './schema.ts'
import type { Session } from './session.ts'
import { supportedControls } from './supported-controls.ts'

/** The messages that answer a request; none for what has no answer. */
export function answerRequest(tree: DirectoryTree, session: Session, request: Request): Buffer[] {
  const { messageId, operation, controls } = request
  if (operation.kind === 'unbind' || operation.kind === 'abandon') return []
  if (controls.some(({ type, isCritical }) => isCritical && !supportedControls.includes(type))) {
    return [encodeResult(messageId, operation.kind, refusals.unavailableControl)]
  }
  if (operation.kind === 'search') return answerSearch(tree, session, request, operation)
  return [encodeResult(messageId, operation.kind, carryOut(tree, session, operation))]
}

type Deed = Extract<Operation, { kind: Exclude<AnsweredKind, 'search'> }>

function carryOut(tree: DirectoryTree, session: Session, deed: Deed): Result {
  if (deed.kind === 'bind') return answerBind(tree, session, deed)
  if (deed.kind === 'extended') return refusals.protocol
  const caller = tree.find(session.boundKey ?? '')
  if (caller === undefined) return refusals.notBound
  switch (deed.kind) {
    case 'add':
      return addEntry(tree, caller, session, deed)
    case 'modify':
      return onEntry(tree, caller, deed.dn, dn => tree.modify(dn, deed.changes))
    case 'delete':
      return onEntry(tree, caller, deed.dn, dn => tree.remove(dn))
    case 'compare':
      return compare(tree, deed)
    case 'modifyDn':
      return refusals.unwilling
  }
}

/** The parent decides between a missing object and another server's partition. */
function addEntry(
  tree: DirectoryTree,
  caller: Entry,
  { isEncrypted }: Session,
  { dn, attributes }: Extract<Operation, { kind: 'add' }>
): Result {
  const missing = findBase(tree, dn)
  if ('code' in missing && missing.code === 10) return missing
  if (!mayWrite(caller, dnKey(dn) ?? '')) return refusals.noRight
  const named = attributes.map(
    ({ attribute, values }) => [attribute.toLowerCase(), values] as const
  )
  const { unicodepwd, ...others } = Object.fromEntries(named)
  if (unicodepwd === undefined) return tree.add(dn, others)
  if (!isEncrypted) return refusals.unwilling
  const password = readPassword(unicodepwd)
  return password === undefined ? refusals.passwordRefused : tree.add(dn, others, { password })
}

function onEntry(
  tree: DirectoryTree,
  caller: Entry,
  dn: string,
  act: (dn: string) => Result
): Result {
  const entry = findBase(tree, dn)
  if ('code' in entry) return entry
  return mayWrite(caller, entry.key) ? act(entry.dn) : refusals.noRight
}

/** What lies in a unit that was handed to the caller; not the unit itself. */
function mayWrite({ manages }: Entry, key: string): boolean {
  return manages !== undefined && key !== manages && isWithin(key, manages)
}

function compare(tree: DirectoryTree, { dn, attribute, value }: CompareRequest): Result {
  const entry = findBase(tree, dn)
  if ('code' in entry) return entry
  const schema = attributeSchema(attribute)
  if (schema === undefined) return refusals.unknownAttribute
  const values = entryValues(tree, entry, schema.name.toLowerCase())
  if (values.length === 0) return refusals.noSuchValue
  const wanted = comparable(schema.syntax, value)
  const isTrue = values.some(held => comparable(schema.syntax, held) === wanted)
  return { code: isTrue ? 6 : 5, message: '' }
}

import {
  readBoolean,
  readElements,
  readNumber,
  readOctets,
  readText,
  tags,
  type Element
} from './ber.ts'
import { decodeFilter } from './decode-filter.ts'
import type {
  AttributeValues,
  BindRequest,
  Change,
  Control,
  Operation,
  Request,
  Scope,
  SearchRequest
} from './request.ts'

/** Throws on what is no request of LDAP v3. */
export function decodeRequest(message: Element): Request {
  if (message.tag !== tags.sequence) throw new Error('LDAP: no message')
  const [messageId, operation, controls] = readElements(message.content)
  if (operation === undefined) throw new Error('LDAP: no operation')
  return {
    messageId: readNumber(messageId),
    operation: decodeOperation(operation),
    controls: controls?.tag === 0xa0 ? readElements(controls.content).map(decodeControl) : []
  }
}

function decodeOperation(operation: Element): Operation {
  switch (operation.tag) {
    case 0x60:
      return decodeBind(operation)
    case 0x42:
      return { kind: 'unbind' }
    case 0x63:
      return decodeSearch(operation)
    case 0x66:
      return decodeModify(operation)
    case 0x68:
      return decodeAdd(operation)
    case 0x4a:
      return { kind: 'delete', dn: readText(operation) }
    case 0x6c:
      return { kind: 'modifyDn' }
    case 0x6e:
      return decodeCompare(operation)
    case 0x50:
      return { kind: 'abandon' }
    case 0x77:
      return { kind: 'extended', name: readText(readElements(operation.content)[0]) }
    default:
      throw new Error('LDAP: no such operation')
  }
}

function decodeBind(operation: Element): BindRequest {
  const [version, name, authentication] = readElements(operation.content)
  const head = { kind: 'bind', version: readNumber(version), name: readText(name) } as const
  return authentication?.tag === 0x80 ? { ...head, password: readText(authentication) } : head
}

function decodeSearch(operation: Element): SearchRequest {
  const [base, scope, , sizeLimit, , typesOnly, filter, attributes] = readElements(
    operation.content
  )
  if (filter === undefined) throw new Error('LDAP: no filter')
  return {
    kind: 'search',
    base: readText(base),
    scope: decodeScope(readNumber(scope)),
    sizeLimit: readNumber(sizeLimit),
    typesOnly: readBoolean(typesOnly),
    filter: decodeFilter(filter),
    attributes: readElements(readOctets(attributes)).map(readText)
  }
}

function decodeScope(scope: number): Scope {
  const known = (['base', 'one', 'sub'] as const)[scope]
  if (known === undefined) throw new Error('LDAP: no such scope')
  return known
}

function decodeModify(operation: Element): Operation {
  const [dn, changes] = readElements(operation.content)
  return {
    kind: 'modify',
    dn: readText(dn),
    changes: readElements(readOctets(changes)).map(decodeChange)
  }
}

function decodeChange(change: Element): Change {
  const [operation, modification] = readElements(change.content)
  const known = (['add', 'delete', 'replace'] as const)[readNumber(operation)]
  if (known === undefined || modification === undefined) throw new Error('LDAP: no such change')
  return { operation: known, ...decodeAttribute(modification) }
}

function decodeAdd(operation: Element): Operation {
  const [dn, attributes] = readElements(operation.content)
  return {
    kind: 'add',
    dn: readText(dn),
    attributes: readElements(readOctets(attributes)).map(decodeAttribute)
  }
}

function decodeAttribute(attribute: Element): AttributeValues {
  const [name, values] = readElements(attribute.content)
  return {
    attribute: readText(name),
    values: readElements(readOctets(values)).map(value => value.content)
  }
}

function decodeCompare(operation: Element): Operation {
  const [dn, assertion] = readElements(operation.content)
  const [attribute, value] = readElements(readOctets(assertion))
  return {
    kind: 'compare',
    dn: readText(dn),
    attribute: readText(attribute),
    value: readOctets(value)
  }
}

function decodeControl(control: Element): Control {
  const [type, ...rest] = readElements(control.content)
  const critical = rest.find(part => part.tag === tags.boolean)
  const value = rest.find(part => part.tag === tags.octets)
  return {
    type: readText(type),
    isCritical: critical !== undefined && readBoolean(critical),
    value: value?.content ?? Buffer.alloc(0)
  }
}

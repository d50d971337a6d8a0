import {
  readElement,
  readElements,
  readNumber,
  readOctets,
  tags,
  writeElement,
  writeNumber,
  writeOctets
} from './ber.ts'
import type { DirectoryTree } from './directory-tree.ts'
import { encodeEntry, encodeReference, encodeResult } from './encode-answer.ts'
import type { Entry } from './entry.ts'
import { findBase } from './find-base.ts'
import { findEntries } from './find-entries.ts'
import { references } from './references.ts'
import type { Control, Request, SearchRequest } from './request.ts'
import { refusals, success, type Result } from './result.ts'
import { rootDse } from './root-dse.ts'
import { selectAttributes } from './select-attributes.ts'
import type { OpenPages, Session } from './session.ts'
import { showDeleted } from './show-deleted.ts'
import { domainScope, pagedResults, showsDeleted } from './supported-controls.ts'

/** MaxPageSize ([MS-ADTS] 3.1.1.3.4.6): the most entries in one answer, paged or not. */
const maximumPage = 1_000

/** MaxResultSetsPerConn: the oldest paged search gives way to the eleventh. */
const maximumOpenPages = 10

const sizeLimitExceeded: Result = {
  code: 4,
  message: '00002023: SvcErr: DSID-031A11E5, problem 5012 (DIR_ERROR), data -1018'
}

/** The messages that answer a search: entries, references, and the result. */
export function answerSearch(
  directory: DirectoryTree,
  session: Session,
  { messageId, controls }: Request,
  request: SearchRequest
): Buffer[] {
  const has = (control: string) => controls.some(({ type }) => type === control)
  const tree = has(showsDeleted) ? showDeleted(directory) : directory
  const done = (result: Result) => [encodeResult(messageId, 'search', result)]
  if (request.base === '' && request.scope === 'base') {
    return [encodeEntry(messageId, '', rootDse(tree, request.attributes)), ...done(success)]
  }
  if (session.boundKey === undefined) return done(refusals.notBound)
  const base = findBase(tree, request.base)
  if ('code' in base) return done(base)
  const paging = controls.find(({ type }) => type === pagedResults)
  const urls = request.scope === 'base' || has(domainScope) ? [] : references(tree, base, request)
  return paging === undefined
    ? wholeAnswer(tree, messageId, base, request, urls)
    : pageAnswer(tree, session, messageId, base, request, urls, paging)
}

function wholeAnswer(
  tree: DirectoryTree,
  messageId: number,
  base: Entry,
  request: SearchRequest,
  urls: readonly string[]
): Buffer[] {
  const found = findEntries(tree, base, request)
  const limit = Math.min(request.sizeLimit || maximumPage, maximumPage)
  return [
    ...encodeEntries(tree, messageId, found.slice(0, limit), request),
    ...urls.map(url => encodeReference(messageId, url)),
    encodeResult(messageId, 'search', found.length > limit ? sizeLimitExceeded : success)
  ]
}

function encodeEntries(
  tree: DirectoryTree,
  messageId: number,
  entries: readonly Entry[],
  { attributes, typesOnly }: SearchRequest
): Buffer[] {
  return entries.map(entry =>
    encodeEntry(messageId, entry.dn, selectAttributes(tree, entry, attributes, typesOnly))
  )
}

/** The next page. References come with the last one, and an entry gone in between is left out. */
function pageAnswer(
  tree: DirectoryTree,
  session: Session,
  messageId: number,
  base: Entry,
  request: SearchRequest,
  urls: readonly string[],
  paging: Control
): Buffer[] {
  const asked = readPaging(paging)
  const pages = takePages(tree, session, base, request, asked.cookie)
  if (pages === undefined || asked.size < 1) {
    return [encodeResult(messageId, 'search', refusals.unavailableControl)]
  }
  const size = Math.min(asked.size, maximumPage)
  const rest = { ...pages, keys: pages.keys.slice(size) }
  const isLast = rest.keys.length === 0
  const entries = pages.keys.slice(0, size).flatMap(key => tree.find(key) ?? [])
  const result = isLast && pages.isCut ? sizeLimitExceeded : success
  const cookie = isLast ? '' : keepPages(session, rest)
  return [
    ...encodeEntries(tree, messageId, entries, request),
    ...(isLast ? urls.map(url => encodeReference(messageId, url)) : []),
    encodeResult(messageId, 'search', result, [pagingControl(cookie)])
  ]
}

function readPaging({ value }: Control): { size: number; cookie: string } {
  const sequence = readElement(value)
  const [size, cookie] = readElements(readOctets(sequence))
  return { size: readNumber(size), cookie: readOctets(cookie).toString('latin1') }
}

/** A cookie is good once, on its connection, for the same search. */
function takePages(
  tree: DirectoryTree,
  session: Session,
  base: Entry,
  request: SearchRequest,
  cookie: string
): OpenPages | undefined {
  const searchText = JSON.stringify(request)
  if (cookie === '') return openPages(findEntries(tree, base, request), request, searchText)
  const pages = session.openPages.get(cookie)
  session.openPages.delete(cookie)
  return pages?.searchText === searchText ? pages : undefined
}

function openPages(found: readonly Entry[], request: SearchRequest, searchText: string): OpenPages {
  const limit = request.sizeLimit || found.length
  const keys = found.slice(0, limit).map(({ key }) => key)
  return { searchText, keys, isCut: found.length > limit }
}

function keepPages(session: Session, pages: OpenPages): string {
  const cookie = crypto.randomUUID()
  session.openPages.set(cookie, pages)
  const [oldest] = session.openPages.keys()
  if (session.openPages.size > maximumOpenPages && oldest !== undefined) {
    session.openPages.delete(oldest)
  }
  return cookie
}

/** AD estimates no total: it answers 0. */
function pagingControl(cookie: string): Control {
  const value = writeElement(tags.sequence, writeNumber(0), writeOctets(cookie))
  return { type: pagedResults, isCritical: false, value }
}

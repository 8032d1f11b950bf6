/** Requests to our own server and the live wire: the public surface. */
export {
  type CellMessage,
  connectLive,
  type LiveConnection,
  type LiveReceiver,
  type RecordMessage,
} from './connect-live.ts';
export {
  fetchBytes,
  fetchJson,
  type RequestFailure,
  type RequestOptions,
  type RequestResult,
  send,
} from './fetch-json.ts';
export { followSequence, type SequenceState } from './follow-sequence.ts';

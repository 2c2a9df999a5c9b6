export { listed, plainText, sentence } from '@railgate/contract';

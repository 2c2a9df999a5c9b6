export { gate } from './gate.js';
// What `railgate doctor` asks: light, since the index is loaded for the description of the gate.
export { findTrivyImage, type TrivyImage } from './trivy/pinned-image.js';
export { KNOWN_GOOD, judgeVersion, refuseMalicious } from './trivy/versions.js';

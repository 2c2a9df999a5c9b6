import { createRoot } from 'react-dom/client';

import { Reports } from './reports.js';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Reports />);

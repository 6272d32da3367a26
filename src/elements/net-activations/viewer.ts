/** What an activation or a weight is looked at with: a chunk of its own, loaded with the first look. */
import './activation-view.js';
import './weights-view.js';

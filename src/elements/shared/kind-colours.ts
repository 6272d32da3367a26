import { css } from 'lit';

/** Sets `--_kind` to the colour that a class such as `kind-depthwise` names. */
export const kindColours = css`
  .kind-tensor {
    --_kind: var(--_ink-faint);
  }
  .kind-conv {
    --_kind: var(--_kind-conv);
  }
  .kind-pointwise {
    --_kind: var(--_kind-pointwise);
  }
  .kind-depthwise {
    --_kind: var(--_kind-depthwise);
  }
  .kind-norm {
    --_kind: var(--_kind-norm);
  }
  .kind-activation {
    --_kind: var(--_kind-activation);
  }
  .kind-add {
    --_kind: var(--_kind-add);
  }
  .kind-pool {
    --_kind: var(--_kind-pool);
  }
  .kind-dense {
    --_kind: var(--_kind-dense);
  }
  .kind-unknown {
    --_kind: var(--_kind-unknown);
  }
`;

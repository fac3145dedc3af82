import classes from './Brand.module.css';

/** The name, and two sheets beside each other: neither over the other. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 26 20" aria-hidden="true" className={classes.mark}>
        <rect x="0" y="0" width="12" height="20" rx="2.5" className={classes.us} />
        <rect x="14" y="0" width="12" height="20" rx="2.5" className={classes.them} />
      </svg>
      Parley
    </span>
  );
}

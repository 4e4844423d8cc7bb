.pragma library

// A problem is told in clauses that begin small, as the command line prints them: this is one as a sentence of the window
// begins. What begins with a name (a file's, a model's) stays as it is.
function of(clause) {
    return /^[a-z']+ /.test(clause) ? clause.charAt(0).toUpperCase() + clause.slice(1) : clause;
}

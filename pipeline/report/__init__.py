"""The last stage: tables, figures and one self-contained page that tell what a run found."""

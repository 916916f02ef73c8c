"""Word documents: a layout and plain values to the bytes of a .docx, and what is read out of one.

How a document is made, in the order of the work:

- ``motion``, ``page``, ``letter``: what is asked for, as values with the names that a layout knows;
- ``template``: the one renderer, for all three;
- ``ready``: a layout's tags compiled (``compiling``, ``skeleton``), its fixed parts packed;
- ``compiled``, ``splice``: a document of it, filled and zipped;
- ``naive``, ``checks``, ``finishing``: the same by docxtpl alone, where that cannot be done;
- ``redlines``, ``restyle``: what is changed in the finished document.

``values`` and ``layout`` say what may come in, ``package`` opens and writes the file. ``lint``,
``tags``, ``accessibility`` and ``reading`` look at Word files that somebody made.
"""

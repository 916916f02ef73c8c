"""Word documents: a layout and plain values to the bytes of a .docx, and what is read out of one.

How a document is made, in the order of the work:

- ``motion``, ``page``, ``letter``: what is asked for, as values with the names that a layout knows;
- ``engine.render``: the one renderer, for all three;
- ``engine.prepare``: a layout's tags compiled (``compile``, ``skeleton``), its fixed parts packed;
- ``engine.compiled``, ``zip_splice``: a document of it, filled and zipped;
- ``engine.docxtpl_fallback``, ``well_formed``, ``finishing``: the same by docxtpl alone,
  where that cannot be done;
- ``redlines``, ``restyle``: what is changed in the finished document.

``ooxml.values`` and ``ooxml.layout_file`` say what may come in, ``ooxml.package`` opens and writes
the file, ``ooxml.reading`` reads a Word file that somebody edited.
"""

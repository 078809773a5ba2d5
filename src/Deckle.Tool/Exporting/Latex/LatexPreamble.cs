namespace Deckle.Tool.Exporting.Latex;

/// <summary>What stands above the document: packages of a usual TeX Live, and nbconvert's look of inputs and outputs.</summary>
internal static class LatexPreamble
{
    // Output and code hold any Unicode, for which XeLaTeX and LuaLaTeX are made; pdfLaTeX shows what its fonts have.
    public const string Text = """
        % !TEX program = xelatex
        \documentclass[11pt]{article}
        \usepackage[margin=1in]{geometry}
        \usepackage{iftex}
        \ifPDFTeX
          \usepackage[T1]{fontenc}
          \usepackage[utf8]{inputenc}
          \usepackage{textcomp}
        \else
          \usepackage{fontspec}
        \fi
        \usepackage{amsmath,amssymb}
        \usepackage{xcolor}
        \usepackage{graphicx}
        \usepackage[Export]{adjustbox}
        \usepackage{longtable,booktabs,array}
        \usepackage[normalem]{ulem}
        \usepackage{parskip}
        \usepackage{fvextra}
        \fvset{breaklines=true,breakanywhere=true,fontsize=\small}
        \usepackage[breakable]{tcolorbox}
        \usepackage{hyperref}
        \hypersetup{breaklinks=true,colorlinks=true,urlcolor=blue,linkcolor=blue}
        \definecolor{incolor}{HTML}{303F9F}
        \definecolor{outcolor}{HTML}{D84315}
        \definecolor{errorcolor}{HTML}{E75C58}
        \definecolor{cellborder}{HTML}{CFCFCF}
        \definecolor{cellbackground}{HTML}{F7F7F7}
        \newtcolorbox{cellinput}{breakable,size=fbox,boxrule=1pt,colback=cellbackground,colframe=cellborder}
        \newcommand{\prompt}[3]{{\ttfamily\llap{{\color{#2}#1[#3]:\hspace{3pt}}}\vspace{-\baselineskip}}\par}
        % MathJax knows these.
        \providecommand{\gt}{>}
        \providecommand{\lt}{<}
        \sloppy
        """;
}

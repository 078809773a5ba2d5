namespace Deckle.Audit.Hygiene;

/// <summary>
/// Which tags a name, an extension or an interpreter gives a file: those of pre-commit's <c>identify</c>, a line for each set of tags.
/// </summary>
internal static class KnownFileTypes
{
    private static readonly Dictionary<string, string[]> Extensions = Table(
        """
        text: cfg cnf conf
        text apinotes: apinotes
        text asciidoc: adoc asciidoc
        text asm: s
        text aspectj: aj
        text batch: bat
        text bazel: bzl
        text bib: bib
        text c: c
        text c c++ header: h
        text c#: cs
        text c++: cc cpp cxx
        text c++ header: hh hpp hxx
        text c++ inl: inl
        text c++ ino: ino
        text c++ objective-c++: mm
        text c2hs: chs
        text clojure: clj cljc
        text clojure clojurescript: cljs
        text clojure edn: edn
        text cmake: cmake
        text coffee: coffee
        text crystal: cr
        text cson: cson
        text css: css
        text csv: csv
        text cuda: cu cuh
        text cue: cue
        text cylc: cylc
        text cython: pxd pxi pyx
        text dart: dart
        text dbc: dbc
        text def: def
        text diff: diff patch
        text dotenv: env
        text dtd: dtd
        text ejs: ejs
        text erb: erb
        text erlang: erl hrl
        text fish: fish
        text fortran: f03 f08 f90 f95
        text gdscript: gd
        text gherkin: feature
        text go: go
        text gotmpl: gotmpl
        text graphql: graphql
        text groovy: gradle groovy
        text groovy jenkins: jenkins jenkinsfile
        text gyb: gyb
        text handlebars: hbs
        text haskell: hs
        text hcl: hcl
        text html: htm html
        text icalendar: ics
        text idl: idl
        text idris: idr lidr
        text image xml svg: svg
        text inc: inc
        text ini: ini
        text ini lektorproject: lektorproject
        text ini txsprofile: txsprofile
        text jade: jade
        text java: java
        text java-properties: properties
        text javascript: cjs js mjs
        text jinja: j2 jinja jinja2
        text json: json
        text json geojson: geojson
        text json jsonld: jsonld
        text json jupyter: ipynb
        text json5: json5
        text jsonl: jsonl
        text jsonnet: jsonnet libsonnet
        text jsx: jsx
        text julia: jl
        text kotlin: kt kts
        text lazarus lazarus-form: lfm
        text lazarus pascal: lpr
        text lean: lean
        text lektor: lr
        text less: less
        text liquid: liquid
        text literate-haskell: lhs
        text lua: lua
        text m4: m4
        text makefile: make mk
        text manifest: manifest
        text map: map
        text markdown: markdown md
        text mdx: mdx
        text meson: meson
        text mib: mib
        text modulemap: modulemap
        text myst: myst
        text ngdoc: ngdoc
        text nim: nim nims
        text nimble: nimble
        text nix: nix
        text nunjucks: njk
        text objective-c: m
        text ocaml: ml mli
        text pascal: pas
        text pem: crt key pem
        text perl: pl pm
        text php: php php4 php5 phtml
        text plain-text: txt
        text plantuml: plantuml puml
        text pofile: po
        text powershell: ps1
        text prisma: prisma
        text proto: proto
        text pug: pug
        text puppet: pp
        text purescript: purs
        text pyi: pyi
        text python: py pyw
        text python gyp: gyp gypi
        text python twisted: tac
        text python wsgi: wsgi
        text qml: qml
        text quarto: qmd
        text r: r
        text rst: rst
        text ruby: gemspec rake rb
        text rust: rs
        text salt: sls
        text sass: sass
        text sbt scala: sbt
        text scala: sc scala
        text scheme: scm ss
        text scss: scss
        text shell: sh
        text shell bash: bash
        text shell bash bats: bats
        text shell csh: csh
        text shell zsh: zsh
        text sln: sln
        text solidity: sol
        text spec: spec
        text sql: sql
        text stylus: styl
        text svelte: svelte
        text swift: swift
        text swiftdeps: swiftdeps
        text system-verilog: sv svh
        text terraform: tf tfvars
        text tex: sty tex
        text thrift: thrift
        text toml: toml
        text ts: cts mts ts
        text tsv: tsv
        text tsx: tsx
        text twig: twig
        text typst: typ
        text vb: vb
        text vdx: vdx
        text verilog: v vh
        text vhdl: vhd
        text vim: vim
        text vtl: vtl
        text vue: vue
        text wkt: wkt
        text xml: xml
        text xml csproj: csproj
        text xml gpx: gpx
        text xml html xhtml: xhtml
        text xml inx: inx
        text xml kml: kml
        text xml lazarus: lpi
        text xml musescore: mscx
        text xml pyproj: pyproj
        text xml relax-ng: rng
        text xml resx: resx
        text xml urdf: urdf
        text xml vbproj: vbproj
        text xml vcxproj: vcxproj
        text xml xsd: xsd
        text xml xsl: xsl
        text xml yin: yin
        text xml zcml: zcml
        text xquery: xq xql xqm xqu xquery xqy
        text yaml: eyaml yaml yml
        text yaml yamlld: yamlld
        text yang: yang
        text zig: zig
        text zpt: zpt
        binary: dll dylib exe so
        binary 7z: 7z
        binary adobe-illustrator: ai
        binary asar: asar
        binary audio wav: wav
        binary bzip2: bz2
        binary eot: eot
        binary eps: eps
        binary fits: fits
        binary gzip: gz tgz
        binary icns: icns
        binary icon: ico
        binary image avif: avif
        binary image bitmap: bmp
        binary image gif: gif
        binary image jpeg: jpe jpeg jpg
        binary image png: png
        binary image tiff: tif tiff
        binary image webp: webp
        binary jar zip: ear jar war
        binary musescore zip: mscz
        binary otf: otf
        binary p12: p12
        binary pdf: pdf
        binary pyz: pyz pyzw
        binary swf: swf
        binary tar: tar
        binary ttf: ttf
        binary wheel zip: whl
        binary woff: woff
        binary woff2: woff2
        binary xz: xz
        binary zip: zip
        binary zst: zst
        image ppm: ppm
        plist: plist
        """);

    private static readonly Dictionary<string, string[]> Names = Table(
        """
        text: Gemfile.lock
        text alpm bash pkgbuild: PKGBUILD
        text bazel: BUILD BUILD.bazel WORKSPACE
        text bazelrc: .bazelrc
        text browserslistrc: .browserslistrc
        text cmake: CMakeLists.txt
        text codespellrc ini: .codespellrc
        text coveragerc ini: .coveragerc
        text dockerfile: Dockerfile
        text dockerignore: .dockerignore
        text editorconfig: .editorconfig
        text erlang: rebar.config sys.config sys.config.src
        text flake8 ini: .flake8
        text gitattributes: .gitattributes
        text gitconfig ini: .gitconfig
        text gitignore: .gitignore
        text gitignore prettierignore: .prettierignore
        text gitlint ini: .gitlint
        text gitmodules: .gitmodules
        text go-mod: go.mod
        text go-sum: go.sum
        text groovy jenkins: Jenkinsfile
        text hgrc ini: .hgrc
        text ini: .rstcheck.cfg setup.cfg
        text ini isort: .isort.cfg
        text ini pylintrc: pylintrc
        text ini pypirc: .pypirc
        text json: Pipfile.lock
        text json babelrc: .babelrc
        text json bowerrc: .bowerrc
        text json csslintrc: .csslintrc
        text json jshintrc: .jshintrc
        text json mention-bot: .mention-bot
        text mailmap: .mailmap
        text makefile: GNUmakefile Makefile makefile
        text meson: meson.build meson_options.txt
        text npmignore: .npmignore
        text plain-text: AUTHORS CHANGELOG CONTRIBUTING COPYING LICENSE MAINTAINERS NEWS NOTICE PATENTS README
        text python: wscript
        text python pdbrc: .pdbrc
        text ruby: Gemfile Rakefile
        text shell bash: .bash_aliases .bash_profile .bashrc
        text shell csh: .cshrc
        text shell zsh: .zlogin .zlogout .zprofile .zshenv .zshrc
        text toml: pdm.lock Pipfile poetry.lock uv.lock
        text toml cargo: Cargo.toml
        text toml cargo-lock: Cargo.lock
        text yaml: .clang-format .clang-tidy
        text yaml yamllint: .yamllint
        """);

    private static readonly Dictionary<string, string[]> Interpreters = Table(
        """
        awk: awk
        expect: expect
        javascript: node nodejs
        perl: perl
        python: python
        python python2: python2
        python python3: python3
        ruby: ruby
        shell ash: ash
        shell bash: bash
        shell bash bats: bats
        shell cbsd: cbsd
        shell csh: csh
        shell dash: dash
        shell ksh: ksh
        shell sh: sh
        shell tcsh: tcsh
        shell zsh: zsh
        """);

    /// <summary>The tags of a name, with those of its extension; none for a name that says nothing.</summary>
    /// <summary>All tags that a name can give, some more than once.</summary>
    public static IEnumerable<string> Tags => Extensions.Values.Concat(Names.Values).Concat(Interpreters.Values).SelectMany(tags => tags);

    public static IReadOnlyList<string> ByName(string name)
    {
        // Dockerfile.dev is a Dockerfile: a part between dots counts like the whole.
        string? known = name.Split('.').Prepend(name).FirstOrDefault(Names.ContainsKey);
        string[] byExtension = Extensions.GetValueOrDefault(Path.GetExtension(name.TrimStart('.')).TrimStart('.').ToLowerInvariant(), []);
        return known is null ? byExtension : [.. Names[known], .. byExtension];
    }

    /// <summary>The tags of a program: <c>/usr/bin/python3.12</c> is a <c>python3</c>.</summary>
    public static IReadOnlyList<string> ByInterpreter(string program)
    {
        for (string name = program[(program.LastIndexOf('/') + 1)..]; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (Interpreters.TryGetValue(name, out string[]? tags))
            {
                return tags;
            }
        }

        return [];
    }

    private static Dictionary<string, string[]> Table(string lines)
    {
        var table = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (string line in lines.Split('\n'))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            string[] tags = line[..colon].Split(' ');
            foreach (string name in line[(colon + 2)..].Split(' '))
            {
                table.Add(name, tags);
            }
        }

        return table;
    }
}
